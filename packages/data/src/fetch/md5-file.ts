import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type Progress, writeError } from "@tiny-cats/files";

/**
 * MD5 of a file, as 32 lower-case hexadecimal digits, by which distributors of data sets name their archives. It tells damage, not malice.
 *
 * @returns undefined where there is no file of that name.
 * @throws FilesError "not-writable" and the like; the signal's reason.
 */
export async function md5File(
  path: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: Required<Progress>) => void } = {},
): Promise<{ md5: string; bytes: number } | undefined> {
  signal?.throwIfAborted();
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) return undefined;
  const hash = createHash("md5");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      onProgress?.({ bytes, total: info.size });
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw writeError(path, error);
  }
  return { md5: hash.digest("hex"), bytes };
}
