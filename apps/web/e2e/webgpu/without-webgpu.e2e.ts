import { texts } from "../../src/texts.ts";
import { expect, test } from "../kit.ts";

const { benchmark } = texts;
const provider = benchmark.provider("webgpu", 1);

test("a browser that has none is offered none", async ({ page, site }) => {
  await page.addInitScript(() => {
    // @ts-expect-error: as in browsers that have none
    delete Navigator.prototype.gpu;
  });
  await page.goto(new URL("benchmark/", site.url).href);
  await expect(page.getByLabel(benchmark.provider("wasm", 1))).toBeVisible();
  await expect(page.getByLabel(provider)).toHaveCount(0);
  const facts = page.locator("[aria-labelledby=system] dl");
  await expect(facts.locator("dt", { hasText: "WebGPU" }).locator("+ dd")).toHaveText(benchmark.system.no);
  await page.getByRole("navigation").getByRole("link", { name: texts.site.nav.about }).click();
  await expect(page.getByText(texts.about.browser.gpuNo)).toBeVisible();
});

test("a browser without a GPU says why it can't be measured, and WebAssembly still is", async ({ page, site }) => {
  await page.goto(new URL("benchmark/", site.url).href);
  await page.getByLabel(benchmark.calls).selectOption("10");
  for (const box of await page.getByRole("checkbox", { name: /WebAssembly/ }).all()) await box.uncheck();
  const run = page.getByRole("button", { name: benchmark.run, exact: true });
  await expect(run).toBeDisabled();
  await page.getByLabel(provider).check();
  await run.click();
  await expect(page.getByRole("alert")).toContainText(/no WebGPU|GPU adapter/);
  await page.getByLabel(provider).uncheck();
  await page.getByLabel(benchmark.provider("wasm", 1)).check();
  await run.click();
  await expect(page.locator("table.results tbody tr")).toHaveCount(1, { timeout: 50_000 });
  await expect(page.getByRole("alert")).toHaveCount(0);
});
