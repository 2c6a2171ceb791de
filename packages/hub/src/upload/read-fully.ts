import type { FileHandle } from "node:fs/promises";
import { fileChanged } from "./file-changed.ts";

/**
 * Fills a block from a file, beginning at `position`.
 *
 * @param path for the message.
 * @throws HubError "file-changed" where the file ends before.
 */
export async function readFully(handle: FileHandle, block: Uint8Array, position: number, path: string): Promise<void> {
  for (let filled = 0; filled < block.length; ) {
    const { bytesRead } = await handle.read(block, filled, block.length - filled, position + filled);
    if (bytesRead === 0) throw fileChanged(path);
    filled += bytesRead;
  }
}
