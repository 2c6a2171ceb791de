import { isTinyCatsError, type TinyCatsError } from "../../packages/schema/src/errors.ts";

/** The typed error that a call or its promise fails with; another error fails the test, and so does none. */
export async function errorOf(call: () => unknown): Promise<TinyCatsError> {
  try {
    await call();
  } catch (error) {
    if (isTinyCatsError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
