import { chromium } from "../../../../configs/playwright.ts";
import { expect, test } from "../kit.ts";
import { EXPECTED_LINES, openState, STATES } from "./states.ts";

/** What is compared, and at which widths; how tall, so that what matters is on it. */
const SNAPSHOTS: readonly [name: string, ...sizes: [width: number, height: number][]][] = [
  ["home", [820, 640], [390, 700]],
  ["classify", [820, 700]],
  ["classify-read", [820, 1400], [390, 780]],
  ["draw", [820, 900], [390, 780]],
  ["draw-drawn", [820, 900]],
  ["benchmark", [820, 700]],
  ["benchmark-measured", [820, 1500]],
  ["model", [820, 700]],
  ["about", [820, 900]],
  ["not-found", [820, 400]],
];

/** Times and versions, and letters of a font that is the machine's own. */
const MASKED = ".picture-facts, .load-detail, [aria-labelledby=system] dl, code";

test.setTimeout(120_000);
test.use({
  allowConsole: EXPECTED_LINES,
  // How letters are drawn must be no matter of the machine's settings.
  launchOptions: chromium("--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"),
  colorScheme: "light",
  locale: "en-GB",
  timezoneId: "UTC",
  deviceScaleFactor: 1,
});

for (const [name, ...sizes] of SNAPSHOTS) {
  test(`${name} looks as it did`, async ({ page, site }) => {
    const state = STATES.find((each) => each.name === name)!;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.clock.setFixedTime(new Date("2026-01-02T03:04:05Z"));
    await page.addInitScript(() => {
      // What a machine has is on the pages: threads, and the GPU.
      Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });
      // @ts-expect-error: as in browsers that have none
      delete Navigator.prototype.gpu;
    });
    await page.setViewportSize({ width: sizes[0][0], height: sizes[0][1] });
    await openState(page, site, state);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => scrollTo(0, 0));
      await expect(page).toHaveScreenshot(`${name}-${width}.png`, {
        animations: "disabled",
        caret: "hide",
        scale: "css",
        mask: [page.locator(MASKED), ...(name === "draw" ? [page.locator(".easel canvas")] : [])],
        maskColor: "#b0a090",
        threshold: 0.2,
        maxDiffPixelRatio: 0.01,
      });
    }
  });
}
