import { type Clock, performanceClock } from "./clock.ts";

const STEPS = 25;
const MOST_READINGS = 2_000_000;

/**
 * The smallest step, in milliseconds, that a clock was seen to make: about 0.0001 in Node, 0.005 in a page that is cross-origin
 * isolated and 0.1 in one that is not (High Resolution Time, W3C). Infinity for a clock that stands still.
 */
export function timerResolution(clock: Clock = performanceClock): number {
  let smallest = Number.POSITIVE_INFINITY;
  let before = clock.now();
  for (let readings = 0, steps = 0; readings < MOST_READINGS && steps < STEPS; readings++) {
    const now = clock.now();
    if (now === before) continue;
    smallest = Math.min(smallest, now - before);
    before = now;
    steps++;
  }
  return smallest;
}
