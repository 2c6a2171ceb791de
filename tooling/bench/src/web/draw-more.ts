import type { Page } from "@playwright/test";

/** Presses the button that draws, and waits until all is drawn that the form asks for. */
export async function drawMore(page: Page): Promise<void> {
  await page.locator(".draw-button.primary").click();
  await page.locator(".draw-button:not(.primary)").waitFor();
  await page.locator(".draw-button.primary").waitFor({ timeout: 120_000 });
  await page.locator(".easel[data-shows=result]").waitFor();
}
