import { combine } from "./combine.ts";
import { integrate } from "./integrate.ts";
import type { Solver } from "./velocity.ts";

/**
 * The Adams-Bashforth method of two steps, for intervals of any lengths: order 2, one evaluation an interval.
 *
 * The velocity is continued in a straight line from the interval before; the first interval is an Euler step.
 * Source: Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, section III.5.
 */
export const adamsBashforth2: Solver = (velocity, x, times, options) =>
  integrate(
    velocity,
    x,
    times,
    ({ x, h, v, previous }) => {
      if (previous === undefined) return combine(x, [h, v]);
      const ahead = (h * h) / (2 * previous.h);
      // In this order what the two velocities have in common cancels first, so that a constant one gives Euler's step exactly.
      return combine(x, [ahead, v], [-ahead, previous.v], [h, v]);
    },
    options,
  );
