import { combine } from "./combine.ts";
import { integrate } from "./integrate.ts";
import type { Solver } from "./velocity.ts";

/** The classical Runge-Kutta method: order 4, four evaluations an interval. */
export const rk4: Solver = (velocity, x, times, options) =>
  integrate(
    velocity,
    x,
    times,
    async (at) => {
      const middle = at.t + at.h / 2;
      const v2 = await at.evaluate(combine(at.x, [at.h / 2, at.v]), middle);
      const v3 = await at.evaluate(combine(at.x, [at.h / 2, v2]), middle);
      const v4 = await at.evaluate(combine(at.x, [at.h, v3]), at.end);
      return combine(at.x, [at.h / 6, at.v], [at.h / 3, v2], [at.h / 3, v3], [at.h / 6, v4]);
    },
    options,
  );
