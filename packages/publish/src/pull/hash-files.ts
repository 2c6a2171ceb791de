import { sha256File } from "@tiny-cats/files";
import type { DownloadedFile } from "@tiny-cats/hub";
import type { PullOptions } from "./pull-options.ts";

/** A file that was pulled. */
export interface PulledFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** Hashes files that were pulled, in their paths' order. */
export async function hashFiles(
  files: readonly DownloadedFile[],
  { signal, onProgress }: Pick<PullOptions, "signal" | "onProgress">,
): Promise<PulledFile[]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const hashed: PulledFile[] = [];
  let before = 0;
  for (const { path, file, size } of files) {
    const sha256 = await sha256File(file, {
      ...(signal && { signal }),
      onProgress: ({ bytes }) => onProgress?.({ stage: "checking", done: before + bytes, total }),
    });
    before += size;
    hashed.push({ path, bytes: size, sha256 });
  }
  return hashed.sort((a, b) => (a.path < b.path ? -1 : 1));
}
