import { isTinyCatsError, type TinyCatsError } from "@tiny-cats/schema/errors";

/** The TinyCatsError that a call or promise throws; fails where it throws none, or another. */
export async function errorOf(call: () => unknown): Promise<TinyCatsError> {
  try {
    await call();
  } catch (error) {
    if (isTinyCatsError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
