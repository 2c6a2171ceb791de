import { describe, expect, test } from "vitest";
import { solvers } from "./registry.ts";
import type { Velocity } from "./velocity.ts";

const END = 0.9;

/** Initial value problems with their solutions. */
const problems: { name: string; velocity: Velocity<Float64Array>; solution: (t: number) => number[] }[] = [
  {
    name: "a linear system that turns and shrinks",
    velocity: ([x, y]) => Float64Array.of(-x - 4 * y, 4 * x - y),
    solution: (t) => [Math.exp(-t) * Math.cos(4 * t), Math.exp(-t) * Math.sin(4 * t)],
  },
  {
    name: "logistic growth, nonlinear",
    velocity: ([x]) => Float64Array.of(4 * x * (1 - x)),
    solution: (t) => [1 / (1 + 9 * Math.exp(-4 * t))],
  },
  {
    name: "a coefficient that depends on time",
    velocity: ([x], t) => Float64Array.of(5 * Math.cos(5 * t) * x),
    solution: (t) => [Math.exp(Math.sin(5 * t))],
  },
];

const grids = [
  { name: "equal intervals", place: (u: number) => u },
  { name: "intervals that grow", place: (u: number) => (Math.exp(2 * u) - 1) / (Math.exp(2) - 1) },
];

/** The slope of the straight line of least squares through log(error) over log(1 / intervals). */
function slope(intervals: number[], errors: number[]): number {
  const x = intervals.map((n) => -Math.log(n));
  const y = errors.map(Math.log);
  const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, v, i) => sum + (v - mx) * (y[i] - my), 0) / x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
}

describe.each(Object.entries(solvers))("%s", (_, { solve, order }) => {
  // From where the leading term rules to where rounding does not yet.
  const intervals =
    order === 4 ? [64, 96, 128, 192, 256] : order === 1 ? [1024, 1536, 2048, 3072] : [200, 300, 400, 600, 800];

  for (const { name, velocity, solution } of problems) {
    test.each(grids)(`converges with its order on ${name}: $name`, async ({ place }) => {
      const errors = [];
      for (const n of intervals) {
        const times = Array.from({ length: n + 1 }, (_, i) => END * place(i / n));
        const x = await solve(velocity, Float64Array.from(solution(0)), times);
        const exact = solution(END);
        errors.push(Math.hypot(...exact.map((value, i) => x[i] - value)));
      }
      const measured = slope(intervals, errors);
      expect(measured).toBeGreaterThan(order - 0.1);
      expect(measured).toBeLessThan(order + 0.1);
    });
  }
});
