import { isTinyCatsError, type TinyCatsError } from "@tiny-cats/schema/errors";

/** The TinyCatsError that a call throws; fails where it throws none, or another. */
export function errorOf(call: () => unknown): TinyCatsError {
  try {
    call();
  } catch (error) {
    if (isTinyCatsError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
