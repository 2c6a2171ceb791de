import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { solvers } from "./registry.ts";

/** Ascending times below 1, at least two. */
const openGrids = fc
  .uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 2, maxLength: 12 })
  .map((marks) => marks.sort((a, b) => a - b).map((mark) => mark / 1000));
const settings = { seed: 11, numRuns: 100 };
const power = (k: number) => (_: Float64Array, t: number) => Float64Array.of(t ** k);
const integral = (k: number, from: number, to: number) => (to ** (k + 1) - from ** (k + 1)) / (k + 1);

/** On a velocity of time alone a solver is a rule of quadrature, with known powers of t that it integrates exactly. */
describe("as rules of quadrature", () => {
  test.each([
    { name: "euler", degree: 0 },
    { name: "heun", degree: 1 },
    { name: "midpoint", degree: 1 },
    { name: "rk4", degree: 3 },
  ] as const)("$name integrates t^$degree exactly, and no power above", async ({ name, degree }) => {
    const { solve } = solvers[name];
    await fc.assert(
      fc.asyncProperty(openGrids, async (times) => {
        const exact = integral(degree, times[0], times[times.length - 1]);
        expect((await solve(power(degree), Float64Array.of(0), times))[0]).toBeCloseTo(exact, 13);
      }),
      settings,
    );
    const next = (await solve(power(degree + 1), Float64Array.of(0), [0, 0.9]))[0];
    expect(Math.abs(next - integral(degree + 1, 0, 0.9))).toBeGreaterThan(1e-3);
  });

  test("ab2 integrates t but for its first interval, which is Euler's, on intervals of any lengths", async () => {
    await fc.assert(
      fc.asyncProperty(openGrids, async (times) => {
        const first = (times[1] - times[0]) ** 2 / 2;
        const exact = integral(1, times[0], times[times.length - 1]);
        expect((await solvers.ab2.solve(power(1), Float64Array.of(0), times))[0]).toBeCloseTo(exact - first, 13);
      }),
      settings,
    );
  });

  test.each(["heun", "midpoint", "rk4"] as const)(
    "%s integrates t but for a last interval that ends at 1, which is Euler's",
    async (name) => {
      await fc.assert(
        fc.asyncProperty(openGrids, async (times) => {
          const last = (1 - times[times.length - 1]) ** 2 / 2;
          const x = await solvers[name].solve(power(1), Float64Array.of(0), [...times, 1]);
          expect(x[0]).toBeCloseTo(integral(1, times[0], 1) - last, 13);
        }),
        settings,
      );
    },
  );
});
