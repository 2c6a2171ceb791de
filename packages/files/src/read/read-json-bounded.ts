import { FilesError } from "../errors.ts";
import type { BoundedOptions } from "./read-file-bounded.ts";
import { readTextBounded } from "./read-text-bounded.ts";

/**
 * Reads a JSON file that must not be larger than `maxBytes`. Nothing is known of the value's shape.
 *
 * @throws FilesError "invalid-json", and what readTextBounded throws.
 */
export async function readJsonBounded(path: string, options: BoundedOptions): Promise<unknown> {
  const text = await readTextBounded(path, options);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FilesError("invalid-json", `${path} is not JSON: ${(cause as Error).message}`, {
      value: path,
      remedy: "correct that place, or fetch or write the file again: it may have been cut short",
      cause,
    });
  }
}
