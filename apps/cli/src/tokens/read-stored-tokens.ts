import { parseStoredTokens } from "./parse-stored-tokens.ts";
import { readIfThere } from "./read-if-there.ts";
import type { StoredTokens } from "./stored-tokens.ts";

/**
 * The tokens to switch between; none where there is no such file.
 *
 * @throws TinyCatsError "invalid-stored-tokens"; FilesError of reading.
 */
export async function readStoredTokens(path: string): Promise<StoredTokens> {
  return parseStoredTokens((await readIfThere(path)) ?? "", path);
}
