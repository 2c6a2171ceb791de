/** How far drawing is. */
export interface HowFar {
  /** Of all pictures' work, 0 to 1. */
  share: number;
  /** Undefined until a step was measured. */
  secondsLeft?: number;
}

/**
 * Estimates what is left from the steps that were measured. The very first one warms the model up: as soon as there is another, it
 * doesn't count.
 *
 * @param costs of a picture's steps, in any unit
 */
export function createTimeLeft(costs: readonly number[], pictures: number, now: () => number) {
  const whole = pictures * costs.reduce((sum, cost) => sum + cost, 0);
  let done = 0;
  let first: { at: number; done: number } | undefined;
  const begun = now();
  return {
    /** A step of a picture, from 1, is done. */
    step(step: number): HowFar {
      done += costs[step - 1];
      const at = now();
      const since = first ?? { at: begun, done: 0 };
      first ??= { at, done };
      const left = ((at - since.at) / (done - since.done)) * (whole - done);
      return { share: done / whole, secondsLeft: left / 1000 };
    },
    /** Milliseconds that a cost of one takes, once two steps were measured. */
    unit(): number | undefined {
      return first && done > first.done ? (now() - first.at) / (done - first.done) : undefined;
    },
  };
}
