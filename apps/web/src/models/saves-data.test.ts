import { afterEach, expect, test, vi } from "vitest";
import { savesData } from "./saves-data.ts";

afterEach(() => vi.unstubAllGlobals());

test.each([
  [{}, false],
  [{ connection: {} }, false],
  [{ connection: { saveData: false } }, false],
  [{ connection: { saveData: true } }, true],
])("%j: %s", (navigator, expected) => {
  vi.stubGlobal("navigator", navigator);
  expect(savesData()).toBe(expected);
});
