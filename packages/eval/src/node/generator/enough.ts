import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** What comes of a measurement; undefined where there are too few pictures for it, which is then the reason of the report's keys. */
export async function enough<T>(
  keys: readonly string[],
  reasons: Record<string, string>,
  measure: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await measure();
  } catch (error) {
    if (!isTinyCatsError(error) || error.code !== "too-few-samples") throw error;
    for (const key of keys) reasons[key] = `${error.message}; ${error.remedy}`;
    return undefined;
  }
}
