import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { float64, readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { inverseNormal } from "./inverse-normal.ts";
import { checkTimes, logitNormalTimes, shiftedTimes, type TimeGrid, timeGrid, uniformTimes } from "./times.ts";

const golden = readVectors<{
  inverse_normal: { p: string; z: string };
  logit_normal: { steps: number; mean: number; std: number; times: string }[];
  shifted: { steps: number; shift: number; times: string }[];
}>("solver-times");

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}

test("the inverse of the normal distribution agrees with SciPy in its centre and both tails", () => {
  const p = float64(golden.inverse_normal.p);
  const z = float64(golden.inverse_normal.z);
  expect(p.length).toBe(1091);
  expect(
    Math.max(...p.map((value, i) => Math.abs(inverseNormal(value) - z[i]) / Math.max(1, Math.abs(z[i])))),
  ).toBeLessThan(2e-15);
  expect(inverseNormal(0.5)).toBe(0);
});

describe("against SciPy", () => {
  test.each(golden.logit_normal)(
    "logit-normal times, $steps steps, mean $mean, std $std",
    ({ steps, mean, std, times }) => {
      expect(largestGap(logitNormalTimes(steps, { mean, std }), float64(times))).toBeLessThan(1e-15);
    },
  );

  test.each(golden.shifted)("shifted times, $steps steps, shift $shift", ({ steps, shift, times }) => {
    expect(largestGap(shiftedTimes(steps, shift), float64(times))).toBeLessThan(1e-15);
  });
});

const specs: fc.Arbitrary<TimeGrid> = fc.oneof(
  fc.constant({ kind: "uniform" as const }),
  fc.record({ kind: fc.constant("shifted" as const), shift: fc.double({ min: 0.1, max: 20, noNaN: true }) }),
  fc.record({
    kind: fc.constant("logit-normal" as const),
    mean: fc.double({ min: -2, max: 2, noNaN: true }),
    std: fc.double({ min: 0.2, max: 2, noNaN: true }),
  }),
);

describe("timeGrid", () => {
  test("ascends from exactly 0 to exactly 1 in the steps asked for", () => {
    fc.assert(
      fc.property(specs, fc.integer({ min: 1, max: 1000 }), (spec, steps) => {
        const times = timeGrid(spec, steps);
        expect(times).toHaveLength(steps + 1);
        expect([times[0], times[steps]]).toEqual([0, 1]);
        checkTimes(times);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  test("is the grid of its kind", () => {
    expect(timeGrid({ kind: "uniform" }, 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(timeGrid({ kind: "shifted", shift: 3 }, 4)).toEqual(shiftedTimes(4, 3));
    expect(timeGrid({ kind: "logit-normal", mean: 0, std: 1 }, 4)).toEqual(logitNormalTimes(4, { mean: 0, std: 1 }));
  });

  test("a shift of 1 is none, above 1 moves times to the noise, and its reciprocal undoes it", () => {
    expect(shiftedTimes(50, 1)).toEqual(uniformTimes(50));
    const times = shiftedTimes(50, 3);
    expect(times.slice(1, -1).every((t, i) => t < (i + 1) / 50)).toBe(true);
    const mirrored = shiftedTimes(50, 1 / 3)
      .map((t) => 1 - t)
      .reverse();
    expect(largestGap(times, mirrored)).toBeLessThan(1e-15);
  });

  test("logit-normal times are symmetric for mean 0, and their median is the sigmoid of the mean", () => {
    const times = logitNormalTimes(50, { mean: 0, std: 1.3 });
    expect(largestGap(times, times.map((t) => 1 - t).reverse())).toBeLessThan(1e-15);
    expect(logitNormalTimes(2, { mean: 0.7, std: 3 })[1]).toBeCloseTo(1 / (1 + Math.exp(-0.7)), 15);
  });

  test.each([0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY, "10" as unknown as number])(
    "refuses %s steps",
    (steps) => {
      for (const make of [
        uniformTimes,
        (n: number) => shiftedTimes(n, 2),
        (n: number) => logitNormalTimes(n, { mean: 0, std: 1 }),
      ]) {
        expect(() => make(steps)).toThrow(expect.objectContaining({ code: "invalid-steps", value: steps }));
      }
    },
  );

  test.each([
    { kind: "shifted", shift: 0 },
    { kind: "shifted", shift: -1 },
    { kind: "shifted", shift: Number.NaN },
    { kind: "shifted", shift: Number.POSITIVE_INFINITY },
    { kind: "shifted", shift: 1e300 },
    { kind: "logit-normal", mean: Number.NaN, std: 1 },
    { kind: "logit-normal", mean: 0, std: 0 },
    { kind: "logit-normal", mean: 0, std: Number.NaN },
    { kind: "logit-normal", mean: 0, std: 1e-20 },
    { kind: "logit-normal", mean: 60, std: 1 },
    { kind: "logit-normal", mean: -1e6, std: 1 },
    { kind: "karras" } as unknown as TimeGrid,
  ] as TimeGrid[])("refuses %j", (spec) => {
    expect(() => timeGrid(spec, 10)).toThrow(expect.objectContaining({ code: "invalid-time-grid", value: spec }));
  });
});
