import type { LaunchOptions, Page } from "@playwright/test";
import type { Contender } from "./contenders.ts";
import { newProfile } from "./new-profile.ts";
import { type HeldUp, watchMainThread } from "./watch-main-thread.ts";
import { watchPage } from "./watch-page.ts";

/** How long a page's main thread was held up until its first answer, and then while it did its `work`. */
export async function measureMainThread(
  { address, errand }: Contender,
  options: LaunchOptions,
  work: (page: Page) => Promise<void>,
): Promise<{ first: HeldUp; work: HeldUp }> {
  await using profile = await newProfile(options);
  const page = await profile.context.newPage();
  await page.addInitScript(watchMainThread);
  await page.addInitScript(watchPage, errand);
  const take = () => page.evaluate(() => (globalThis as unknown as { takeHeldUp(): HeldUp }).takeHeldUp());
  await page.goto(address, { waitUntil: "commit" });
  await page.locator(errand.done).first().waitFor({ timeout: 120_000 });
  const first = await take();
  await page.waitForTimeout(1000);
  await take();
  await work(page);
  return { first, work: await take() };
}
