import { ROUTES } from "../src/router/routes.ts";
import { texts } from "../src/texts.ts";
import { openDraw } from "./drawing.ts";
import { expect, test } from "./kit.ts";

/** What no page makes of its own accord. */
const ODD = [
  "%E0%A4%A",
  "seed=1&seed=2&breed=persian&breed=bombay",
  `breed=${"x".repeat(6000)}`,
  "breed=%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D%27taken%27%3E",
  "__proto__=1&constructor=2&toString=3",
];

for (const { name, path } of ROUTES) {
  test(`${name} takes no harm from an odd query or fragment`, async ({ page, site }) => {
    for (const query of ODD) {
      await page.goto(new URL(`${path ? `${path}/` : ""}?${query}#%E0%A4%A`, site.url).href);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.site.titles[name]);
    }
    expect(await page.title()).not.toContain("taken");
  });
}

test("numbers of a link that no drawing has are replaced, each with its reason", async ({ page, site }) => {
  const { link } = texts.draw;
  await openDraw(page, site, "?breed=persian&seed=1e999&steps=0&count=-1&guidance=NaN&rescale=2&solver=exact&times=x");
  const notice = page.locator(".notice");
  await expect(notice).toContainText(link.title);
  for (const value of ["1e999", "0", "-1", "NaN", "2", "exact", "x"]) await expect(notice).toContainText(`"${value}"`);
  await notice.getByRole("button", { name: link.dismiss }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.locator(".draw-button")).toBeEnabled();
});
