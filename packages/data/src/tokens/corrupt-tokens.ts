import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Files of tokens that are not what their metadata says. */
export function corruptTokens(message: string, value: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("corrupt-tokens", message, {
    value,
    cause,
    remedy: "prepare the tokens again, or copy the file and metadata.json from one place",
  });
}
