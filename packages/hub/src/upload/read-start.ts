import { open } from "node:fs/promises";
import { fileChanged } from "./file-changed.ts";
import { type LocalFile, stampOf } from "./local-file.ts";

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
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, filled);
      if (bytesRead === 0) throw fileChanged(file.path);
      filled += bytesRead;
    }
    // After reading: what was written meanwhile shows in the stamp.
    if (stampOf(await handle.stat({ bigint: true })) !== file.stamp) throw fileChanged(file.path);
    return bytes;
  } finally {
    await handle.close();
  }
}
