import { combine } from "./combine.ts";
import { integrate } from "./integrate.ts";
import type { Solver } from "./velocity.ts";

/** Heun's method (the explicit trapezoidal rule): order 2, two evaluations an interval. */
export const heun: Solver = (velocity, x, times, options) =>
  integrate(
    velocity,
    x,
    times,
    async (at) => {
      const v = await at.evaluate(combine(at.x, [at.h, at.v]), at.end);
      return combine(at.x, [at.h / 2, at.v], [at.h / 2, v]);
    },
    options,
  );
