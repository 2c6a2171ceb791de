import { join } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { LAYOUT } from "../layout.ts";
import { parseChecksums } from "./parse-checksums.ts";

/** In bytes: 100,000 lines of usual paths. */
export const LARGEST_CHECKSUMS = 16 << 20;

/** A folder's SHA256SUMS: hashes by path. @throws TinyCatsError "invalid-checksums"; FilesError of reading, "file-not-found" where there is none */
export async function readChecksums(
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Map<string, string>> {
  const options = { maxBytes: LARGEST_CHECKSUMS, ...(signal && { signal }) };
  return parseChecksums(await readTextBounded(join(folder, LAYOUT.checksums), options));
}
