import { open } from "node:fs/promises";
import { fileChanged } from "./file-changed.ts";
import { type LocalFile, stampOf } from "./local-file.ts";
import { readFully } from "./read-fully.ts";

/**
 * The first `length` bytes of a file that is still the one that was planned.
 *
 * @throws HubError "file-changed".
 */
export async function readStart(file: LocalFile, length: number): Promise<Buffer> {
  const handle = await open(file.source).catch(() => {
    throw fileChanged(file.path);
  });
  try {
    const bytes = Buffer.allocUnsafe(length);
    await readFully(handle, bytes, 0, file.path);
    // After reading: what was written meanwhile shows in the stamp.
    if (stampOf(await handle.stat({ bigint: true })) !== file.stamp) throw fileChanged(file.path);
    return bytes;
  } finally {
    await handle.close();
  }
}
