import { readJsonBounded } from "@tiny-cats/files";
import type { ApiKey } from "./api-key.ts";
import { parseKeys } from "./parse-keys.ts";

const LARGEST_FILE = 4 << 20;

/**
 * Reads a keys file, a JSON list of keys at rest.
 *
 * @throws TinyCatsError "invalid-keys"; FilesError of reading JSON
 */
export async function readKeys(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<ApiKey[]> {
  return parseKeys(await readJsonBounded(path, { maxBytes: LARGEST_FILE, signal }));
}
