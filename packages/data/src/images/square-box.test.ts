import fc from "fast-check";
import { expect, test } from "vitest";
import { squareBox } from "./square-box.ts";

const picture = { width: 100, height: 80, margin: 1.3 };

test.each([
  ["in the middle it grows about the middle", { xmin: 40, ymin: 30, xmax: 60, ymax: 50 }, [37, 27, 63, 53]],
  ["the longer side counts", { xmin: 45, ymin: 30, xmax: 55, ymax: 50 }, [37, 27, 63, 53]],
  ["at a border it is shifted", { xmin: 0, ymin: 60, xmax: 20, ymax: 80 }, [0, 54, 26, 80]],
  ["one larger than the picture has its shorter side", { xmin: 0, ymin: 0, xmax: 100, ymax: 80 }, [10, 0, 90, 80]],
  ["a box outside is brought inside", { xmin: 200, ymin: -50, xmax: 220, ymax: -30 }, [74, 0, 100, 26]],
])("%s", (_, box, expected) => {
  expect(squareBox(box, picture)).toEqual(expected);
});

test.each([
  { xmin: 5, ymin: 5, xmax: 5, ymax: 5 },
  { xmin: 9, ymin: 9, xmax: 5, ymax: 5 },
  { xmin: Number.NaN, ymin: 0, xmax: 1, ymax: 1 },
  { xmin: 0, ymin: 0, xmax: Number.POSITIVE_INFINITY, ymax: 1 },
])("%o is none", (box) => {
  expect(squareBox(box, picture)).toBeUndefined();
});

test("it always is a square within the picture", () => {
  const number = fc.double({ min: -50, max: 600, noNaN: true });
  const size = fc.integer({ min: 1, max: 500 });
  const property = fc.property(number, number, number, number, size, size, (xmin, ymin, xmax, ymax, width, height) => {
    const square = squareBox({ xmin, ymin, xmax, ymax }, { width, height, margin: 1.3 });
    if (!square) {
      expect(Math.max(xmax - xmin, ymax - ymin)).toBeLessThanOrEqual(0);
      return;
    }
    const [left, top, right, bottom] = square;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
    expect(bottom).toBeLessThanOrEqual(height);
    expect(Math.abs(right - left - (bottom - top))).toBeLessThan(1e-9);
  });
  fc.assert(property, { seed: 5, numRuns: 2000 });
});
