import { readFile } from "node:fs/promises";
import { parseBenchmarkReport } from "@tiny-cats/schema";
import { chromium } from "../../../../configs/playwright.ts";
import { classifierManifest, tinyModel } from "../../../../packages/core/test/tiny-models.ts";
import { texts } from "../../src/texts.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, status, words } from "../classify/pictures.ts";
import { type Site, test } from "../kit.ts";

const { benchmark } = texts;

test.setTimeout(120_000);
// SwiftShader stands in for the GPU: right numbers, so slowly that a tiny model does. The site's own is taken in long/.
test.use({ launchOptions: chromium("--enable-unsafe-webgpu") });

function serveTiny(site: Site): void {
  site.fault("/models/classifier/tiny-cats.json", { body: JSON.stringify(classifierManifest()) });
  site.fault("/models/classifier/tiny-classifier.onnx", { body: tinyModel("tiny-classifier") });
}

test("a picture is classified on it as on WebAssembly, and the choice is kept", async ({ page, site }) => {
  serveTiny(site);
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  const photo = card(page, "chelsea.png");
  const cat = await catPercent(photo);
  const heading = (await photo.getByRole("heading").textContent()) ?? "";
  const device = page.getByLabel(words.device.label);
  await device.selectOption("webgpu");
  await expect(status(page)).toContainText(texts.loading.ready("WebGPU"));
  await expect(photo).toContainText("on WebGPU");
  await expect(photo.getByRole("heading")).toHaveText(heading);
  expect(await catPercent(photo)).toBe(cat);
  await device.selectOption("auto");
  await expect(page.locator(".device-why")).toContainText(/Because a run takes .+ ms on WebGPU and/);
  await page.reload();
  await expect(device).toHaveValue("auto");
  await expect(status(page)).toHaveAttribute("data-phase", "ready");
});

test("it is measured beside WebAssembly, and compared", async ({ page, site }) => {
  serveTiny(site);
  await page.goto(new URL("benchmark/", site.url).href);
  await page.getByLabel(benchmark.calls).selectOption("10");
  await page.getByLabel(benchmark.provider("webgpu", 1)).check();
  await page.getByRole("button", { name: benchmark.run, exact: true }).click();
  const rows = page.locator("table.results tbody tr");
  await expect(rows).toHaveCount(2, { timeout: 90_000 });
  await expect(rows.nth(0)).toContainText("WebAssembly");
  await expect(rows.nth(1)).toContainText("WebGPU");
  await expect(rows.nth(1).locator(".verdict")).toContainText(/slower|faster|difference/);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: benchmark.exportJson }).click(),
  ]);
  const reports: unknown[] = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(reports.map((report) => parseBenchmarkReport(report).provider)).toEqual(["wasm", "webgpu"]);
});
