import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { decodePng } from "@tiny-cats/core/png";
import { expect, type Site } from "./kit.ts";

export const openDraw = (page: Page, { url }: Site, query = "") => page.goto(new URL(`draw/${query}`, url).href);

/** The button that draws, and stops drawing. */
export const drawButton = (page: Page): Locator => page.locator(".draw-button");

/** Draws what the form says, and waits for the end. */
export async function drawIt(page: Page): Promise<void> {
  await drawButton(page).click();
  await expect(page.getByRole("button", { name: "Download PNG" })).toBeVisible({ timeout: 50_000 });
  await expect(drawButton(page)).toHaveText(/^Draw/);
}

/** The PNG that stands on the easel, as it is downloaded. */
export async function downloadPng(page: Page): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download PNG" }).click(),
  ]);
  return readFile(await file.path());
}

/** How far two PNGs are apart at most, of 255. */
export async function furthest(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = [await decodePng(a), await decodePng(b)];
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  const theirs = Array.from(other.data);
  return Array.from(one.data).reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);
}
