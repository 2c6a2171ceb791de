import { combine } from "./combine.ts";
import { integrate } from "./integrate.ts";
import type { Solver } from "./velocity.ts";

/** Euler's method: order 1, one evaluation an interval. */
export const euler: Solver = (velocity, x, times, options) =>
  integrate(velocity, x, times, (at) => combine(at.x, [at.h, at.v]), options);
