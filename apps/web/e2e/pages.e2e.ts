import { readFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { parseBenchmarkReport } from "@tiny-cats/schema";
import { ROUTES } from "../src/router/routes.ts";
import { texts } from "../src/texts.ts";
import { expect, test, trackWorkers, withoutHub } from "./kit.ts";

const { model, benchmark, home, about } = texts;
const models = join(import.meta.dirname, "..", "..", "..", "packages", "models");

for (const { name, path } of ROUTES.filter(({ name }) => !["classify", "draw"].includes(name))) {
  test(`axe finds nothing on ${name}, light or dark, and nothing is wider than a phone of 320 px`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(new URL(path, site.url).href);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (name === "model") await expect(page.getByRole("heading", { name: model.cardTitle })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html }) => html)])).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

test("home leads to a drawing with the seed that made it", async ({ page, site }) => {
  await page.goto(site.url.href);
  await page.getByRole("link", { name: home.drawing("Siamese", 21) }).click();
  expect(page.url()).toBe(new URL("draw/?breed=siamese&seed=21", site.url).href);
});

test("a model's bytes are checked; kept ones are counted, and forgotten when asked", async ({ page, site }) => {
  await page.goto(new URL("model/", site.url).href);
  await expect(page.getByRole("heading", { name: "cat-breeds-mobilenetv2" }).first()).toBeVisible();
  await expect(
    page.getByText("d2b5d5cf069505ad4a3291e1c1b3da51d7b43b04643000aa14d384d0e266ae87").first(),
  ).toBeVisible();
  await page.getByRole("button", { name: model.check }).click();
  await expect(page.getByRole("status").filter({ hasText: "Its bytes are those of the manifest" })).toBeVisible({
    timeout: 40_000,
  });
  await page.getByRole("link", { name: texts.site.nav.about }).first().click();
  await expect(page.getByText(about.browser.keptSome(1, "8.91 MB"))).toBeVisible();
  await page.getByRole("button", { name: about.browser.forget }).click();
  await expect(page.getByText(about.browser.forgotten)).toBeVisible();
});

test("a folder of this device takes the default's place on every page, and gives it back", async ({ page, site }) => {
  await page.goto(new URL("model/", site.url).href);
  await page.locator('input[type="file"]').setInputFiles(join(models, "generator"));
  // A generator is none that classifies: the page says so, and the way back is there.
  await expect(page.getByText("cat-portraits-tinydit-64").first()).toBeVisible();
  await page.getByRole("button", { name: model.check }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: model.back }).click();
  await expect(page.getByText(model.from.default)).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles(join(models, "classifier"));
  await expect(page.getByText(`${model.from.folder} classifier`)).toBeVisible();
  site.requests.length = 0;
  await page.getByRole("button", { name: model.check }).click();
  await expect(page.getByRole("status").filter({ hasText: "Its bytes" })).toBeVisible({ timeout: 40_000 });
  expect(site.requests.filter((path) => path.includes(".onnx"))).toEqual([]);
});

test.describe("what can go wrong", () => {
  test.use({ allowConsole: /Failed to load resource|ERR_/ });

  test("a damaged graph is refused, with a way to go on", async ({ page, site }) => {
    await withoutHub(page);
    site.fault("/models/classifier/onnx/model.onnx", { body: new Uint8Array(8_914_705) });
    await page.goto(new URL("model/", site.url).href);
    await page.getByRole("button", { name: model.check }).click();
    await expect(page.getByRole("alert")).toContainText(/./, { timeout: 20_000 });
    site.fault("/models/classifier/onnx/model.onnx", undefined);
    await page.getByRole("button", { name: model.check }).click();
    await expect(page.getByRole("status").filter({ hasText: "Its bytes" })).toBeVisible({ timeout: 40_000 });
  });

  test("the Hub is down, has no such model, or is asked for none", async ({ page, site }) => {
    await withoutHub(page, 404);
    await page.goto(new URL("model/", site.url).href);
    const field = page.getByLabel(model.hub);
    await field.fill("me/../cats");
    await field.press("Enter");
    await expect(page.getByRole("alert")).toContainText("names no repository");
    await field.fill("me/cats@v1");
    await field.press("Enter");
    await expect(page.getByRole("alert")).toContainText("answered 404");
    await page.getByRole("button", { name: model.back }).click();
    await expect(page.getByText(model.from.default)).toBeVisible();
  });
});

test("the benchmark shows p50, p95, p99 and pictures a second; saves, and opens what it saved", async ({
  page,
  site,
}) => {
  test.setTimeout(180_000);
  await page.goto(new URL("benchmark/", site.url).href);
  await page.getByLabel(benchmark.calls).selectOption("10");
  await page.getByRole("button", { name: benchmark.run, exact: true }).click();
  const results = page.locator("table.results");
  await expect(results.getByRole("row")).toHaveCount(2, { timeout: 120_000 });
  for (const name of ["p50", "p95", "p99", "rate"] as const) {
    const index = await results
      .getByRole("columnheader")
      .allTextContents()
      .then((all) => all.indexOf(benchmark.table[name]));
    const value = await results.getByRole("row").nth(1).locator("th,td").nth(index).textContent();
    expect(Number(value), name).toBeGreaterThan(0);
  }
  await expect(page.getByRole("img", { name: benchmark.chart })).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: benchmark.exportJson }).click();
  const file = await (await saved).path();
  expect(parseBenchmarkReport(JSON.parse(await readFile(file, "utf8"))).samples_ms).toHaveLength(10);
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "r.json", mimeType: "application/json", buffer: await readFile(file) });
  await expect(results.getByRole("row").nth(2)).toContainText("No difference beyond the noise");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "r.json", mimeType: "application/json", buffer: Buffer.from("no") });
  await expect(page.getByRole("alert")).toContainText("not JSON");
});

test("a worker that crashes ends the measurement with what happened, and the next one works", async ({
  page,
  site,
}) => {
  const killWorkers = await trackWorkers(page);
  await page.goto(new URL("benchmark/", site.url).href);
  await page.getByLabel(benchmark.calls).selectOption("100");
  const run = page.getByRole("button", { name: benchmark.run, exact: true });
  await run.click();
  await expect(page.getByRole("status").filter({ hasText: benchmark.stages.runs })).toBeVisible({ timeout: 50_000 });
  await killWorkers();
  await expect(page.getByRole("alert")).toContainText(/The thread that ran the model (has )?ended/);
  await page.getByLabel(benchmark.calls).selectOption("10");
  await run.click();
  await expect(page.locator("table.results").getByRole("row")).toHaveCount(2, { timeout: 50_000 });
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a benchmark and the grid are cancelled at once", async ({ page, site }) => {
  await page.goto(new URL("benchmark/", site.url).href);
  await page.getByLabel(benchmark.calls).selectOption("100");
  await page.getByRole("button", { name: benchmark.run, exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: benchmark.stages.runs })).toBeVisible({ timeout: 50_000 });
  await page.getByRole("button", { name: benchmark.cancel }).click();
  await expect(page.getByRole("status").filter({ hasText: benchmark.cancelled })).toBeVisible({ timeout: 3000 });
  await page.getByRole("button", { name: benchmark.gridRun }).click();
  await page.getByRole("button", { name: benchmark.cancel }).click();
  await expect(page.getByRole("button", { name: benchmark.gridRun })).toBeEnabled({ timeout: 5000 });
});
