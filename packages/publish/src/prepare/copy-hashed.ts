import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { FilesError, makeFolder, writeFileAtomic } from "@tiny-cats/files";

/** Copies a file and says what was copied. Throws FilesError "file-not-found", those of writing, and the signal's reason. */
export async function copyHashed(
  from: string,
  to: string,
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (bytes: number, total: number) => void } = {},
): Promise<{ bytes: number; sha256: string }> {
  const info = await stat(from).catch(() => undefined);
  if (!info?.isFile()) {
    throw new FilesError("file-not-found", `there is no file ${from}`, {
      value: from,
      remedy: "check the path for a typing mistake",
    });
  }
  const hash = createHash("sha256");
  let bytes = 0;
  async function* chunks() {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk as Uint8Array;
      onBytes?.(bytes, info!.size);
    }
  }
  await makeFolder(dirname(to));
  await writeFileAtomic(to, chunks(), signal ? { signal } : {});
  return { bytes, sha256: hash.digest("hex") };
}
