import type { Page } from "@playwright/test";
import { texts } from "../../src/texts.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, status } from "../classify/pictures.ts";
import { drawIt, openDraw } from "../drawing.ts";
import { type Site, test } from "../kit.ts";

test.setTimeout(120_000);

/** Leaves the site as many bytes of storage, in every kind of it. */
async function leaveRoom(page: Page, { url }: Site, quotaSize: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Storage.overrideQuotaForOrigin", { origin: url.origin, quotaSize });
}

test("a full device classifies all the same, keeps no model, and says so", async ({ page, site }) => {
  await leaveRoom(page, site, 1);
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
  await page.reload();
  await expect(status(page)).toContainText(texts.loading.from.network);
  expect(site.requests.filter((path) => path.endsWith("classifier/onnx/model.onnx"))).toHaveLength(2);
  await page.getByRole("navigation").getByRole("link", { name: texts.site.nav.about }).click();
  await expect(page.getByText(texts.about.browser.keptNone, { exact: true })).toBeVisible();
  await expect(page.getByText(texts.about.browser.offlineNo)).toBeVisible();
});

test("a full device draws all the same, and says that drawings are not kept", async ({ page, site }) => {
  await leaveRoom(page, site, 1);
  await openDraw(page, site, "?breed=bombay&seed=1&steps=1");
  await drawIt(page);
  const history = page.locator(".history li");
  await expect(history).toHaveCount(1);
  await expect(page.getByText(texts.draw.history.fleeting)).toBeVisible();
  await page.reload();
  await expect(page.getByText(texts.draw.history.empty)).toBeVisible();
});

test("a device with room for the site but for no model opens offline", async ({ page, site, context }) => {
  await leaveRoom(page, site, 4_000_000);
  await openClassify(page, site.url);
  await page.getByRole("navigation").getByRole("link", { name: texts.site.nav.about }).click();
  await expect(page.getByText(texts.about.browser.offlineYes)).toBeVisible();
  await expect(page.getByText(texts.about.browser.keptNone, { exact: true })).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles.about);
});
