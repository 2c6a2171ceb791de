import { FilesError } from "../errors.ts";
import type { StreamOptions } from "../progress.ts";
import { openRegularFile } from "../read/open-regular-file.ts";
import { readError } from "../read/read-error.ts";
import { gitBlobHash } from "./git-blob-sha1.ts";
import { hashStream } from "./hash-stream.ts";

/**
 * The id that git gives to a file's content, as 40 lower-case hexadecimal digits. It takes 1 MiB of memory.
 *
 * @throws FilesError "file-not-found", "not-a-file", "file-unreadable", or "file-changed" when its size changed meanwhile; the signal's reason.
 */
export async function gitBlobSha1File(path: string, options: StreamOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const file = await openRegularFile(path);
  const hash = gitBlobHash(file.size);
  try {
    const bytes = await hashStream(hash, file, options);
    if (bytes !== file.size) throw changed(path, file.size, bytes);
    return hash.digest("hex");
  } catch (error) {
    throw readError(path, error);
  } finally {
    await file.handle.close();
  }
}

function changed(path: string, before: number, after: number): FilesError {
  return new FilesError("file-changed", `${path} changed from ${before} to ${after} bytes while it was read`, {
    value: { path, before, after },
    remedy: "wait until nothing writes to it, and try again",
  });
}
