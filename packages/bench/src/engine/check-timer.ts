import { TinyCatsError } from "@tiny-cats/schema/errors";

const MOST_OF_A_CALL = 0.1;
const WORTH_A_WARNING = 0.01;

/**
 * Whether a timer is fine enough for calls of `typical` milliseconds: a warning from a hundredth of a call on.
 *
 * @throws TinyCatsError "timer-too-coarse" where a step is over a tenth of a call
 */
export function checkTimer(resolution: number, typical: number): string[] {
  if (resolution > MOST_OF_A_CALL * typical) {
    throw new TinyCatsError(
      "timer-too-coarse",
      `the timer moves in steps of ${format(resolution)} ms, and a call takes about ${format(typical)} ms`,
      {
        value: resolution,
        remedy: "measure a larger batch, or serve the page cross-origin isolated, which makes its timer finer",
      },
    );
  }
  if (resolution <= WORTH_A_WARNING * typical) return [];
  return [`the timer moves in steps of ${format(resolution)} ms, over 1 % of a call's ${format(typical)} ms`];
}

function format(ms: number): string {
  return Number.isFinite(ms) ? String(Number(ms.toPrecision(3))) : "no known";
}
