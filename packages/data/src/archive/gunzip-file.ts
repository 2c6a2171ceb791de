import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { FilesError } from "@tiny-cats/files";
import { archiveTooLarge, invalidArchive } from "./archive-errors.ts";
import type { TarLimits } from "./tar-limits.ts";

const FREE = 16 * 2 ** 20;
const PIECE = 1 << 18;

export interface GunzipOptions extends Pick<TarLimits, "maxBytes" | "maxRatio"> {
  signal?: AbortSignal;
  /** Called now and then with the bytes of the packed file that were read, and how many it has. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * The bytes of a gzip file unpacked, as they come.
 *
 * @throws TinyCatsError "invalid-archive" or "archive-too-large"; FilesError "file-not-found"; the signal's reason.
 */
export async function* gunzipFile(
  path: string,
  { maxBytes, maxRatio, signal, onProgress }: GunzipOptions,
): AsyncGenerator<Uint8Array> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) {
    throw new FilesError("file-not-found", `there is no file ${path}`, { value: path, remedy: "check the path" });
  }
  const packed = createReadStream(path, { highWaterMark: PIECE });
  const unpacked = createGunzip({ chunkSize: PIECE });
  packed.on("error", (error) => unpacked.destroy(error));
  packed.pipe(unpacked);
  let bytes = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      bytes += chunk.length;
      if (bytes > maxBytes) throw archiveTooLarge(`the archive unpacks to more than ${maxBytes} bytes`, maxBytes);
      if (bytes > FREE && bytes > maxRatio * packed.bytesRead) {
        throw archiveTooLarge(`the archive unpacks to more than ${maxRatio} times its size`, maxRatio);
      }
      onProgress?.({ done: packed.bytesRead, total: info.size });
      yield chunk;
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith("Z_")) throw error;
    throw invalidArchive("the archive is damaged, or cut short", { value: path, cause: error });
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}
