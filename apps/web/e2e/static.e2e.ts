import { ROUTES } from "../src/router/routes.ts";
import { texts } from "../src/texts.ts";
import { expect, test } from "./kit.ts";

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
