import { constants, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { notAFile, readError } from "./read-error.ts";

/**
 * Opens a file to read. Directories, devices, sockets and FIFOs are refused, without waiting on one or disturbing it.
 *
 * @throws FilesError "file-not-found", "not-a-file" or "file-unreadable".
 */
export async function openRegularFile(path: string): Promise<{ handle: FileHandle; size: number }> {
  let handle: FileHandle | undefined;
  try {
    refuseOthers(path, await stat(path));
    // Should a FIFO have taken the file's place since, opening it must not wait for a writer. Windows has neither.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const info = await handle.stat();
    refuseOthers(path, info);
    return { handle, size: info.size };
  } catch (error) {
    await handle?.close();
    throw readError(path, error);
  }
}

function refuseOthers(path: string, info: Stats): void {
  if (info.isFile()) return;
  const kind = info.isDirectory()
    ? "a directory"
    : info.isFIFO()
      ? "a FIFO"
      : info.isSocket()
        ? "a socket"
        : "a device";
  throw notAFile(path, kind);
}
