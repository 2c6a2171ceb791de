import { sha256File } from "@tiny-cats/files";
import { type ComparedSums, compareSums } from "./compare-sums.ts";
import { listedFiles } from "./listed-files.ts";
import { plainFile } from "./plain-file.ts";
import { readChecksums } from "./read-checksums.ts";
import type { ChecksumOptions } from "./write-checksums.ts";

/** How a folder compares to its SHA256SUMS. */
export interface CheckedSums extends ComparedSums {
  /** Whether every file listed is there as it is listed, and no other. */
  passed: boolean;
  /** Files that are there and not listed. */
  unlisted: string[];
}

/**
 * Holds a folder to its SHA256SUMS. A link in place of a file counts as missing.
 *
 * @throws TinyCatsError "invalid-checksums"; FilesError "too-many-files", "file-not-found" where there is no SHA256SUMS, those of reading; the signal's reason
 */
export async function checkChecksums(
  folder: string,
  { signal, onProgress }: ChecksumOptions = {},
): Promise<CheckedSums> {
  const stop = signal ? { signal } : {};
  const sums = await readChecksums(folder, stop);
  let done = 0;
  const found = await compareSums(sums, async (path) => {
    const file = await plainFile(folder, path);
    const hash = file && (await sha256File(file, stop));
    onProgress?.({ done: ++done, total: sums.size });
    return hash;
  });
  const unlisted = (await listedFiles(folder, stop)).filter((path) => !sums.has(path));
  return { passed: found.changed.length + found.missing.length + unlisted.length === 0, ...found, unlisted };
}
