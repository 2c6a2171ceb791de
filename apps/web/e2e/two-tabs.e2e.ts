import { texts } from "../src/texts.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, status } from "./classify/pictures.ts";
import { drawIt, openDraw } from "./drawing.ts";
import { offlineReady, test } from "./kit.ts";
import { newerBuild } from "./newer-build.ts";

const GRAPH = "/models/classifier/onnx/model.onnx";

test.setTimeout(120_000);

test("two tabs that want a model at once fetch it once, and both classify", async ({ page, site, context }) => {
  site.fault(GRAPH, { bytesPerSecond: 4_000_000 });
  const other = await context.newPage();
  await Promise.all([page, other].map((tab) => openClassify(tab, site.url, { ready: false })));
  await Promise.all([page, other].map((tab) => expect(status(tab)).toHaveAttribute("data-phase", "ready")));
  for (const tab of [page, other]) {
    await choose(tab, [await chelsea()]);
    expect(await catPercent(card(tab, "chelsea.png"))).toBeGreaterThan(90);
  }
  expect(site.requests.filter((path) => path === GRAPH)).toHaveLength(1);
});

test("drawings of both tabs are kept, and forgotten in one are gone from the other", async ({
  page,
  site,
  context,
}) => {
  const other = await context.newPage();
  await openDraw(page, site, "?breed=bombay&seed=1&steps=1");
  await openDraw(other, site, "?breed=siamese&seed=2&steps=1");
  await Promise.all([drawIt(page), drawIt(other)]);
  const history = (tab: typeof page) => tab.locator(".history li");
  for (const tab of [page, other]) {
    await tab.reload();
    await expect(history(tab)).toHaveCount(2);
  }
  await other.getByRole("button", { name: texts.draw.history.clear }).click();
  await other.getByRole("button", { name: texts.draw.history.yes }).click();
  await expect(history(other)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(texts.draw.history.empty)).toBeVisible();
});

test("a tab is told when another one has taken over a newer build, and goes on until it is reloaded", async ({
  page,
  serve,
  context,
}) => {
  await using build = await newerBuild();
  const site = await serve({ folder: build.folder });
  await page.goto(site.url.href);
  await offlineReady(page);
  const other = await context.newPage();
  await other.goto(new URL("about/", site.url).href);
  const [store] = await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes("site")));
  await build.release(store.slice(-16));
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const prompt = (tab: typeof page) => tab.getByRole("status").filter({ hasText: texts.site.update.here });
  await expect(prompt(other)).toBeVisible();
  await other.getByRole("button", { name: texts.site.update.later }).click();
  await page.getByRole("button", { name: texts.site.update.reload }).click();
  await expect(prompt(page)).toBeHidden();
  await expect(prompt(other)).toBeVisible();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles.about);
  await other.getByRole("button", { name: texts.site.update.reload }).click();
  await expect(prompt(other)).toBeHidden();
  expect(await other.evaluate(() => fetch("./").then((answer) => answer.text()))).toContain("<title>newer");
});
