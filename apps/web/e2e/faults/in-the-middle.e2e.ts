import { texts } from "../../src/texts.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, stripes, words } from "../classify/pictures.ts";
import { test, trackWorkers } from "../kit.ts";

const { benchmark, model } = texts;

test.setTimeout(120_000);

/** One picture under many names. */
async function many(count: number) {
  const picture = await stripes();
  return Array.from({ length: count }, (_, i) => ({ ...picture, name: `${i}.png` }));
}

test("classifying that is broken off leaves nothing, and another picture is classified", async ({ page, site }) => {
  await openClassify(page, site.url);
  await choose(page, await many(40));
  await expect(page.locator('[data-phase="done"]').first()).toBeVisible();
  await page.getByRole("button", { name: words.list.clear }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  await choose(page, [await chelsea()]);
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("a thread that is killed while it classifies loses no picture", async ({ page, site }) => {
  const kill = await trackWorkers(page);
  await openClassify(page, site.url);
  await choose(page, await many(24));
  await expect(page.locator('[data-phase="done"]').first()).toBeVisible();
  await kill();
  await expect(page.locator('[data-phase="done"]')).toHaveCount(24, { timeout: 60_000 });
  await expect(page.getByRole("alert")).toContainText(words.notice.crashed);
  await page.getByRole("button", { name: words.notice.dismiss }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a thread that is killed while the grid is timed is told of, and the grid can be timed again", async ({
  page,
  site,
}) => {
  const kill = await trackWorkers(page);
  await page.goto(new URL("benchmark/", site.url).href);
  const run = page.getByRole("button", { name: benchmark.gridRun });
  await run.click();
  await expect(page.getByRole("status").filter({ hasText: /^Timing: [1-9]/ })).toBeVisible({ timeout: 60_000 });
  await kill();
  await expect(page.getByRole("alert")).toContainText(/The thread that ran the model (has )?ended/);
  await run.click();
  await expect(page.getByRole("status").filter({ hasText: /^Timing: [1-9]/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: benchmark.cancel }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: benchmark.exportMarkdown }).last().click();
  expect((await saved).suggestedFilename()).toBe("drawing_times.md");
});

test("a check of a model's bytes is broken off, and gone on with", async ({ page, site }) => {
  site.fault("/models/classifier/onnx/model.onnx", { bytesPerSecond: 1_000_000 });
  await page.goto(new URL("model/", site.url).href);
  const check = page.getByRole("button", { name: model.check });
  await check.click();
  await expect(page.getByRole("status").filter({ hasText: /: [1-9].* of 8\.91 MB/ })).toBeVisible();
  await page.getByRole("button", { name: model.cancel }).click();
  await expect(check).toBeEnabled();
  site.fault("/models/classifier/onnx/model.onnx", undefined);
  await check.click();
  await expect(page.getByRole("status").filter({ hasText: "Its bytes are those of the manifest" })).toBeVisible();
});
