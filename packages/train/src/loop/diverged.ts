import { TinyCatsError } from "@tiny-cats/schema/errors";

/** How often a run goes back before it gives up. */
const TRIES = 3;

/** Whether a run that went back so often gives up. */
export function hasDiverged(rollbacks: number): boolean {
  return rollbacks >= TRIES;
}

/** The error of giving up at an update. */
export function diverged(update: number, cause: Error): TinyCatsError {
  return new TinyCatsError(
    "training-diverged",
    `update ${update} failed after going back ${TRIES} times: ${cause.message}`,
    {
      value: update,
      remedy:
        "begin again at a lower rate, with a longer warm-up or a smaller clip; see that the data has neither NaN nor infinities.",
      cause,
    },
  );
}
