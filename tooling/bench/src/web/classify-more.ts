import type { Page } from "@playwright/test";
import { fixture } from "../fixture.ts";

/** Gives a page that has classified `before` pictures as many more, and waits until all their classes are shown. */
export async function classifyMore(page: Page, before: number, count: number): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(Array.from({ length: count }, () => fixture("chelsea.png")));
  await page.waitForFunction(
    (total) => document.querySelectorAll("article[data-phase=done]").length >= total,
    before + count,
    { timeout: 60_000 },
  );
}
