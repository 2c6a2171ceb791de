import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../kit.ts";
import { EXPECTED_LINES, openState, STATES } from "./states.ts";

const WIDTHS = [390, 820, 1440];
const MOST_SHIFT = 0.02;

test.use({ allowConsole: EXPECTED_LINES });

for (const state of STATES) {
  for (const width of WIDTHS) {
    test(`${state.name} at ${width}: still, as wide as the screen, and open to all in both themes`, async ({
      page,
      site,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.addInitScript(watchShifts);
      await openState(page, site, state);
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect
          .soft(
            violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
            theme,
          )
          .toEqual([]);
        const path = `test-reports/screens/${state.name}-${width}-${theme}.png`;
        await page.screenshot({ path, fullPage: true, animations: "disabled" });
      }
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect.soft(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST_SHIFT);
    });
  }
}

interface Shift {
  value: number;
  what: string[];
}

/** Notes what moves in the page without having been asked to. */
function watchShifts(): void {
  interface LayoutShift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node?: Element | null }[];
  }
  const shifts: Shift[] = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
      const what = sources.map(({ node }) => `${node?.nodeName} ${node?.className}`);
      if (!hadRecentInput) shifts.push({ value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
}
