import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROUTES } from "../src/router/routes.ts";
import { texts } from "../src/texts.ts";
import { expect, test } from "./kit.ts";

const dist = join(import.meta.dirname, "..", "dist");

for (const { name, path } of ROUTES) {
  test(`/${path} is there after a reload, below a base path`, async ({ page, site }) => {
    await page.goto(new URL(path, site.url).href);
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toHaveText(texts.site.titles[name]);
    await page.reload();
    await expect(heading).toHaveText(texts.site.titles[name]);
    expect(await page.evaluate(() => document.baseURI)).toBe(site.url.href);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
}

test.describe("what is not there", () => {
  // A browser tells of every answer that is 404.
  test.use({ allowConsole: /status of 404/ });
  for (const path of ["nothing", "a/b/c/d", "classify/more/"]) {
    test(`/${path} says so and leads back`, async ({ page, site }) => {
      const answer = await page.goto(new URL(path, site.url).href);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles["not-found"]);
      await page.getByRole("link", { name: texts.notFound.home }).click();
      expect(page.url()).toBe(site.url.href);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles.home);
    });
  }

  test("outside of the base no page is found, yet the host's own answer is", async ({ page, site }) => {
    const answer = await page.goto(new URL("/other", site.url).href);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(0);
  });
});

test("a host without headers serves every page all the same", async ({ page, serve }) => {
  const plain = await serve({ headers: false });
  await page.goto(new URL("draw/", plain.url).href);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles.draw);
});

test("a page whose script comes late is waited for, and is then begun at its top", async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "serviceWorker", { value: undefined });
  });
  const scripts = await readdir(join(dist, "assets"));
  const [script] = scripts.filter((name) => /^about-page-.*\.js$/.test(name));
  let letCome = () => {};
  const late = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await page.route(`**/assets/${script}`, async (route) => {
    await late;
    await route.continue();
  });
  await page.setViewportSize({ width: 390, height: 500 });
  await page.goto(site.url.href);
  const { nav, titles, name } = texts.site;
  await page.getByRole("contentinfo").getByRole("link", { name: nav.about }).click();
  await expect(page).toHaveURL(new URL("about/", site.url).href);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(titles.home);
  await expect(page).toHaveTitle(name);
  letCome();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(titles.about);
  await expect(page).toHaveTitle(`${titles.about} - ${name}`);
  await expect(page.getByRole("main")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("before its fonts are there, no page is wider than a phone of 320 px", async ({ page, site }) => {
  await page.route("**/*.woff2", () => undefined);
  await page.setViewportSize({ width: 320, height: 700 });
  for (const { name, path } of ROUTES) {
    await page.goto(new URL(path, site.url).href, { waitUntil: "domcontentloaded" });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles[name]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
});

test("the one script that stands in a page is the one that both policies name", async () => {
  const page = await readFile(join(dist, "404.html"), "utf8");
  const inline = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
  expect(inline).toHaveLength(1);
  const hash = `'sha256-${createHash("sha256").update(inline[0]).digest("base64")}'`;
  const policies = [/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]];
  policies.push(/Content-Security-Policy: (.*)/.exec(await readFile(join(dist, "_headers"), "utf8"))?.[1]);
  for (const policy of policies) expect(policy?.match(/'sha256-[^']*'/g)).toEqual([hash]);
});
