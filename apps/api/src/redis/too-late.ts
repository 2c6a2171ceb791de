import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The refusal of work that no worker began in time. */
export function notBegun(away: boolean): TinyCatsError {
  const seconds = away ? 5 : 2;
  return new TinyCatsError("too-busy", away ? "the queue can't be reached" : "no worker began it in time", {
    value: seconds,
    remedy: `try again in ${seconds} s`,
  });
}
