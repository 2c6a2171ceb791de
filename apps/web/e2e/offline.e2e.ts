import { ROUTES } from "../src/router/routes.ts";
import { texts } from "../src/texts.ts";
import { expect, offlineReady, test } from "./kit.ts";
import { NEWER, newerBuild } from "./newer-build.ts";

const heading = { level: 1 } as const;

test.describe("without a network", () => {
  // A browser tells of every request that fails; the classifier's page asks the Hub for what was not kept, if it is there for long enough.
  // The runtime, which was never used, comes to nothing in the service worker.
  test.use({ allowConsole: /status of 404|ERR_INTERNET_DISCONNECTED|ERR_FAILED/ });

  test("every page is there after the first visit, and what is not there says so", async ({ page, site, context }) => {
    await page.goto(site.url.href);
    await offlineReady(page);
    await context.setOffline(true);
    for (const { name, path } of ROUTES) {
      await page.goto(new URL(path, site.url).href);
      await expect(page.getByRole("heading", heading)).toHaveText(texts.site.titles[name]);
      await page.reload();
      await expect(page.getByRole("heading", heading)).toHaveText(texts.site.titles[name]);
    }
    await page.goto(new URL("nothing/there", site.url).href);
    await expect(page.getByRole("heading", heading)).toHaveText(texts.site.titles["not-found"]);
  });
});

test("a model that was used once runs without a network", async ({ page, site, context }) => {
  await page.goto(new URL("model/", site.url).href);
  await offlineReady(page);
  const check = page.getByRole("button", { name: texts.model.check });
  await check.click();
  const checked = page.getByRole("status").filter({ hasText: "Its bytes" });
  await expect(checked).toContainText(texts.model.checkedFrom.network, { timeout: 40_000 });
  await page.waitForFunction(async () => {
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith(".wasm")) return true;
    return false;
  });
  await context.setOffline(true);
  await page.reload();
  await check.click();
  await expect(checked).toContainText(texts.model.checkedFrom.cache, { timeout: 40_000 });
});

test("is kept once: a second visit fetches no page, script, font or graph", async ({ page, site }) => {
  await page.goto(site.url.href);
  await offlineReady(page);
  expect(site.requests.filter((path) => path.endsWith(".onnx"))).toEqual([]);
  site.requests.length = 0;
  await page.goto(new URL("draw/", site.url).href);
  await expect(page.getByRole("heading", heading)).toHaveText(texts.site.titles.draw);
  expect(site.requests.filter((path) => path !== "/service-worker.js")).toEqual([]);
});

test("a host without headers is isolated from the second visit on", async ({ page, serve }) => {
  const plain = await serve({ headers: false });
  await page.goto(plain.url.href);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await offlineReady(page);
  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test("a newer build is offered, taken over when asked, and the older one is let go", async ({ page, serve }) => {
  await using build = await newerBuild();
  const site = await serve({ folder: build.folder });
  await page.goto(site.url.href);
  await offlineReady(page);
  const stores = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes("site")));
  const before = await stores();
  expect(before).toHaveLength(1);
  const [, version] = /:([0-9a-f]{16})$/.exec(before[0]) ?? [];
  await build.release(version);

  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const prompt = page.getByRole("status").filter({ hasText: texts.site.update.here });
  await expect(prompt).toBeVisible();
  await prompt.getByRole("button", { name: texts.site.update.later }).click();
  await expect(prompt).toBeHidden();
  // It is offered again at the next visit.
  await page.reload();
  await expect(prompt).toBeVisible();
  expect(await page.evaluate(() => fetch("./").then((answer) => answer.text()))).toContain("<title>tiny-cats");
  await page.evaluate(() => Object.assign(globalThis, { isOld: true }));
  await prompt.getByRole("button", { name: texts.site.update.reload }).click();
  await page.waitForFunction(() => !("isOld" in globalThis));
  await expect(prompt).toBeHidden();
  expect(await page.evaluate(() => fetch("./").then((answer) => answer.text()))).toContain("<title>newer");
  expect(await stores()).toEqual([before[0].replace(version, NEWER)]);
});
