import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROUTES } from "../../src/router/routes.ts";
import { texts } from "../../src/texts.ts";
import { catPercent, chelsea, expect, openClassify, words } from "../classify/pictures.ts";
import { drawIt, openDraw } from "../drawing.ts";
import { test } from "../kit.ts";

const { draw, home, site: every, benchmark, model, about } = texts;
const models = join(import.meta.dirname, "..", "..", "..", "..", "packages", "models");

// Controls that no other test has a reason to use.
test.setTimeout(60_000);

test("the links of every page and of home lead where they say", async ({ page, site }) => {
  await page.goto(site.url.href);
  const heading = page.getByRole("heading", { level: 1 });
  for (const { name, path } of ROUTES.filter(({ name }) => name !== "home")) {
    const link = page.getByRole("navigation").getByRole("link", { name: every.nav[name as keyof typeof every.nav] });
    await link.click();
    await expect(heading).toHaveText(every.titles[name]);
    await expect(link).toHaveAttribute("aria-current", "page");
    expect(page.url()).toBe(new URL(`${path}/`, site.url).href);
  }
  for (const [text, name] of [
    [home.classify, "classify"],
    [home.draw, "draw"],
    [home.benchmark, "benchmark"],
    [home.model, "model"],
    [home.about, "about"],
  ] as const) {
    await page.getByRole("link", { name: every.name, exact: true }).click();
    await expect(heading).toHaveText(every.titles.home);
    await page.getByRole("main").getByRole("link", { name: text }).click();
    await expect(heading).toHaveText(every.titles[name]);
  }
  await page.getByRole("contentinfo").getByRole("link", { name: every.nav.about }).click();
  await page.reload();
  await expect(heading).toHaveText(every.titles.about);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: every.skip })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(heading).toHaveText(every.titles.about);
  const notice = page.getByRole("link", { name: about.notice });
  const answer = await page.request.get((await notice.getAttribute("href")) ?? "");
  expect(await answer.text()).toBe(await readFile(join(models, "NOTICE"), "utf8"));
  await notice.click({ noWaitAfter: true });
});

test("colours are chosen, and kept", async ({ page, site }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(site.url.href);
  const colours = page.getByLabel(every.theme.label);
  const shown = page.locator("html");
  await colours.selectOption("dark");
  await expect(shown).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(colours).toHaveValue("dark");
  await expect(shown).toHaveAttribute("data-theme", "dark");
  await colours.selectOption("system");
  await expect(shown).toHaveAttribute("data-theme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(shown).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(shown).toHaveAttribute("data-theme", "dark");
});

test("every setting of a drawing is set, and taken over from a picture", async ({ page, site }) => {
  await openDraw(page, site, "?breed=bombay&seed=5&steps=1&guidance=1");
  await drawIt(page);
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await page.getByText(draw.advanced).click();
  const { labels } = draw;
  for (const [name, value] of [
    [labels.count, "3"],
    [labels.guidance, "2.5"],
    [labels.from, "0.1"],
    [labels.index, "4"],
  ]) {
    await field(name).fill(value);
    await expect(field(name)).toHaveValue(value);
  }
  await field(labels.solver).selectOption("midpoint");
  await field(labels.grid).selectOption("shifted");
  await field(labels.shift).fill("3");
  await field(labels.grid).selectOption("logit-normal");
  await field(labels.mean).fill("-0.2");
  await field(labels.std).fill("1.5");
  for (const name of [labels.steps, labels.guidance, labels.count]) {
    const before = await field(name).inputValue();
    await field(draw.slide(name)).press("End");
    await expect(field(name)).not.toHaveValue(before);
  }
  await page
    .locator(".history")
    .getByRole("button", { name: draw.open.show("Bombay", 5) })
    .click();
  await page.getByRole("button", { name: draw.result.use }).click();
  await expect(page.getByText(draw.result.used)).toBeVisible();
  await expect(field(labels.guidance)).toHaveValue("1");
  await expect(field(labels.steps)).toHaveValue("1");
  await expect(field(labels.index)).toHaveValue("0");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: draw.open.choose }).click(),
  ]);
  await chooser.setFiles([{ name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") }]);
  await expect(page.getByRole("alert")).toContainText(draw.open.failed);
});

test("loading the generator is broken off where its loading is shown", async ({ page, site }) => {
  site.fault("/models/generator/onnx/model.onnx", { bytesPerSecond: 500_000 });
  await openDraw(page, site, "?breed=bombay&seed=5&steps=1");
  await page.locator(".draw-button").click();
  await page.locator(".load-status").getByRole("button", { name: texts.loading.cancel }).click();
  await expect(page.locator(".draw-button")).toHaveText(draw.draw(1));
});

test("a photo is chosen where there is no camera", async ({ page, site }) => {
  await openClassify(page, site.url);
  await page.getByRole("button", { name: words.drop.camera }).click();
  await page.getByLabel(words.camera.instead).setInputFiles([await chelsea()]);
  expect(await catPercent(page.getByRole("article").first())).toBeGreaterThan(90);
});

test("a report is opened and cleared; what is measured changes what is counted", async ({ page, site }) => {
  await page.goto(new URL("benchmark/", site.url).href);
  await page
    .locator('input[type="file"]')
    .setInputFiles(join(models, "reports", "classifier", "benchmark_report.json"));
  const rows = page.locator("table.results tbody tr");
  await expect(rows).toHaveCount(1);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: benchmark.exportMarkdown }).first().click(),
  ]);
  expect(await readFile(await file.path(), "utf8")).toContain("cat-breeds-mobilenetv2");
  await page.getByRole("button", { name: benchmark.clear, exact: true }).click();
  await expect(rows).toHaveCount(0);
  const calls = page.getByLabel(benchmark.calls);
  await page.getByLabel(benchmark.kinds.generator).check();
  await expect(calls).toHaveValue("10");
  await page.getByLabel(benchmark.kinds.classifier).check();
  await expect(calls).toHaveValue("30");
});

test.describe("a model that is not there", () => {
  // A browser tells of every answer that is 404.
  test.use({ allowConsole: /status of 404|ERR_/ });

  test("is read again when asked to; either kind is shown", async ({ page, site }) => {
    await page.context().route("https://huggingface.co/**", (route) => route.fulfill({ status: 404 }));
    site.fault("/models/generator/tiny-cats.json", { status: 404 });
    await page.goto(new URL("model/", site.url).href);
    const kind = (name: string) => page.getByRole("radio", { name, exact: true });
    await kind(model.kinds.generator).check({ force: true });
    const again = page.getByRole("button", { name: model.again });
    await expect(again).toBeVisible();
    site.fault("/models/generator/tiny-cats.json", undefined);
    await again.click();
    await expect(page.getByText("cat-portraits-tinydit-64").first()).toBeVisible();
    await kind(model.kinds.classifier).check({ force: true });
    await expect(page.getByText("cat-breeds-mobilenetv2").first()).toBeVisible();
  });
});
