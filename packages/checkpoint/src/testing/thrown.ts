import { isTinyCatsError, type TinyCatsError } from "@tiny-cats/schema/errors";

/** The typed error an action fails with; another error, or none, is thrown on as a failure of the test. */
export async function thrown(action: () => unknown): Promise<TinyCatsError> {
  try {
    await action();
  } catch (error) {
    if (isTinyCatsError(error)) return error;
    throw new Error(`an error without type: ${error instanceof Error ? error.stack : String(error)}`);
  }
  throw new Error("nothing was thrown");
}
