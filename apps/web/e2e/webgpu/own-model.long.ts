import { chromium } from "../../../../configs/playwright.ts";
import { texts } from "../../src/texts.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, status, words } from "../classify/pictures.ts";
import { test } from "../kit.ts";

const { benchmark } = texts;

test.setTimeout(900_000);
// SwiftShader stands in for the GPU: right numbers, slowly.
test.use({ launchOptions: chromium("--enable-unsafe-webgpu") });

test("the site's own classifier gives WebAssembly's answer on WebGPU", async ({ page, site }) => {
  await openClassify(page, site.url);
  await page.getByLabel(words.device.label).selectOption("webgpu");
  await expect(status(page)).toContainText(texts.loading.ready("WebGPU"), { timeout: 120_000 });
  await choose(page, [await chelsea()]);
  await expect(card(page, "chelsea.png")).toContainText("on WebGPU", { timeout: 120_000 });
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
  await expect(card(page, "chelsea.png").getByRole("heading")).toHaveText("Egyptian Mau 41.9 %");
});

test("the site's own classifier is measured on WebGPU beside WebAssembly", async ({ page, site }) => {
  await page.goto(new URL("benchmark/", site.url).href);
  await page.getByLabel(benchmark.calls).selectOption("10");
  await page.getByLabel(benchmark.provider("webgpu", 1)).check();
  await page.getByRole("button", { name: benchmark.run, exact: true }).click();
  const rows = page.locator("table.results tbody tr");
  await expect(rows).toHaveCount(2, { timeout: 800_000 });
  await expect(rows.nth(1).locator(".verdict")).toContainText(/slower|faster|difference/);
});
