import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { readTextBounded, safeJoin, sha256File } from "@tiny-cats/files";
import { LAYOUT } from "../layout.ts";
import { listedFiles } from "./listed-files.ts";
import { parseChecksums } from "./parse-checksums.ts";
import type { ChecksumOptions } from "./write-checksums.ts";

const LARGEST = 1 << 25;

/** How a folder compares to its SHA256SUMS. */
export interface CheckedSums {
  /** Whether every file listed is there as it is listed, and no other. */
  passed: boolean;
  /** Files that are as they are listed. */
  same: string[];
  /** Files with another hash, and which. */
  changed: { path: string; expected: string; actual: string }[];
  missing: string[];
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
  const text = await readTextBounded(join(folder, LAYOUT.checksums), { maxBytes: LARGEST, ...stop });
  const sums = parseChecksums(text);
  const found: Omit<CheckedSums, "passed"> = { same: [], changed: [], missing: [], unlisted: [] };
  let done = 0;
  for (const [path, expected] of sums) {
    const file = safeJoin(folder, path);
    const info = await lstat(file).catch(() => undefined);
    if (!info?.isFile()) found.missing.push(path);
    else {
      const actual = await sha256File(file, stop);
      if (actual === expected) found.same.push(path);
      else found.changed.push({ path, expected, actual });
    }
    onProgress?.({ done: ++done, total: sums.size });
  }
  found.unlisted.push(...(await listedFiles(folder, stop)).filter((path) => !sums.has(path)));
  return { passed: found.changed.length + found.missing.length + found.unlisted.length === 0, ...found };
}
