import { combine } from "./combine.ts";
import { integrate } from "./integrate.ts";
import type { Solver } from "./velocity.ts";

/** The explicit midpoint method: order 2, two evaluations an interval. */
export const midpoint: Solver = (velocity, x, times, options) =>
  integrate(
    velocity,
    x,
    times,
    async (at) => {
      const v = await at.evaluate(combine(at.x, [at.h / 2, at.v]), at.t + at.h / 2);
      return combine(at.x, [at.h, v]);
    },
    options,
  );
