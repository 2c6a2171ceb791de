import { createHash } from "node:crypto";
import type { StreamOptions } from "../progress.ts";
import { openRegularFile } from "../read/open-regular-file.ts";
import { readError } from "../read/read-error.ts";
import { hashStream } from "./hash-stream.ts";

/**
 * SHA-256 of a file of any size, as 64 lower-case hexadecimal digits (FIPS 180-4). It takes 1 MiB of memory.
 *
 * @throws FilesError "file-not-found", "not-a-file" or "file-unreadable"; the signal's reason.
 */
export async function sha256File(path: string, options: StreamOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const hash = createHash("sha256");
  const file = await openRegularFile(path);
  try {
    await hashStream(hash, file, options);
    return hash.digest("hex");
  } catch (error) {
    throw readError(path, error);
  } finally {
    await file.handle.close();
  }
}
