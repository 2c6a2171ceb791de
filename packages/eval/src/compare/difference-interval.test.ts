import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceInterval } from "./difference-interval.ts";

const estimate = (value: number, below: number, above: number) => ({
  value,
  interval: { level: 0.95, low: value - below, high: value + above },
});

test("the reaches of both sides are joined: 0.80 (0.69 to 0.88) less 0.60 (0.47 to 0.72)", () => {
  const { low, high } = differenceInterval(
    { value: 0.6, interval: { level: 0.95, low: 0.47, high: 0.72 } },
    { value: 0.8, interval: { level: 0.95, low: 0.69, high: 0.88 } },
  );
  // 0.2 - sqrt(0.11^2 + 0.12^2), 0.2 + sqrt(0.08^2 + 0.13^2)
  expect(low).toBeCloseTo(0.2 - 0.16278820596099708, 12);
  expect(high).toBeCloseTo(0.2 + 0.15264337522473748, 12);
});

test("it is that of normal estimates where they are symmetric, turns with the sides, and holds the difference", () => {
  const reach = fc.double({ min: 0.01, max: 5, noNaN: true });
  const value = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(value, reach, reach, value, reach, reach, (a, a1, a2, b, b1, b2) => {
      const there = differenceInterval(estimate(a, a1, a2), estimate(b, b1, b2));
      const back = differenceInterval(estimate(b, b1, b2), estimate(a, a1, a2));
      expect(there.low).toBeCloseTo(-back.high, 12);
      expect(there.low).toBeLessThan(b - a);
      expect(there.high).toBeGreaterThan(b - a);
      const normal = differenceInterval(estimate(a, a1, a1), estimate(b, b1, b1));
      expect((normal.high - normal.low) / 2).toBeCloseTo(Math.sqrt(a1 ** 2 + b1 ** 2), 12);
    }),
    { seed: 3 },
  );
});

test("an interval beside its value still has its width", () => {
  const beside = { value: 0, interval: { level: 0.95, low: 1, high: 3 } };
  expect(differenceInterval(beside, estimate(4, 0, 0))).toEqual({ level: 0.95, low: 3, high: 5 });
});
