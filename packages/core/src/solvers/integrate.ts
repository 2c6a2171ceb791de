import { checkFinite, checkLength } from "./check-velocity.ts";
import { combine } from "./combine.ts";
import { checkTimes } from "./times.ts";
import type { SolverOptions, State, Velocity } from "./velocity.ts";

/** One interval of a solver's way, its first evaluation done. */
export interface Interval<S extends State> {
  /** The state at the interval's beginning. */
  x: S;
  /** The interval's beginning, end and length. */
  t: number;
  end: number;
  h: number;
  /** The velocity at `x` and `t`. */
  v: S;
  /** The interval before, except in the first. */
  previous?: { v: S; h: number };
  /** Further evaluations, at times before 1. `x` is given away and not to be used afterwards. */
  evaluate(x: S, t: number): Promise<S>;
}

/**
 * What all solvers share. A solver is `advance`: the state at an interval's end. It is not asked for an interval that
 * ends at 1, which is one Euler step.
 */
export async function integrate<S extends State>(
  velocity: Velocity<S>,
  x: S,
  times: readonly number[],
  advance: (interval: Interval<S>) => S | Promise<S>,
  { signal, onStep }: SolverOptions<S> = {},
): Promise<S> {
  checkTimes(times);
  const steps = times.length - 1;
  let state = x;
  let previous: Interval<S>["previous"];
  for (let step = 1; step <= steps; step++) {
    const t = times[step - 1];
    const end = times[step];
    const h = end - t;
    const evaluate = async (at: S, time: number, spent = true) => {
      signal?.throwIfAborted();
      const v = await velocity(at, time, { signal, spent });
      checkLength(v, x.length, time);
      checkFinite(v, time, `step ${step} of ${steps}`);
      return v;
    };
    const v = await evaluate(state, t, false);
    const next = end === 1 ? combine(state, [h, v]) : await advance({ x: state, t, end, h, v, previous, evaluate });
    onStep?.({ step, steps, time: end, state: next.slice() as S, estimate: combine(state, [1 - t, v]) });
    state = next;
    previous = { v, h };
  }
  return state;
}
