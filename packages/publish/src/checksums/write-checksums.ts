import { join } from "node:path";
import { sha256File, writeFileAtomic } from "@tiny-cats/files";
import { LAYOUT } from "../layout.ts";
import { listedFiles } from "./listed-files.ts";

export interface ChecksumOptions {
  signal?: AbortSignal;
  /** Files hashed, of how many. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * Writes SHA256SUMS of a folder, as `sha256sum` prints it and `sha256sum -c` reads it: every file but itself and what is hidden, in the order of paths. Returns
 * hashes by path.
 *
 * @throws FilesError "too-many-files", "unsafe-path", those of reading and writing; the signal's reason
 */
export async function writeChecksums(
  folder: string,
  { signal, onProgress }: ChecksumOptions = {},
): Promise<Record<string, string>> {
  const stop = signal ? { signal } : {};
  const paths = await listedFiles(folder, stop);
  const sums: [string, string][] = [];
  for (const path of paths) {
    sums.push([path, await sha256File(join(folder, path), stop)]);
    onProgress?.({ done: sums.length, total: paths.length });
  }
  const text = sums.map(([path, hash]) => `${hash}  ${path}\n`).join("");
  await writeFileAtomic(join(folder, LAYOUT.checksums), text, stop);
  return Object.fromEntries(sums);
}
