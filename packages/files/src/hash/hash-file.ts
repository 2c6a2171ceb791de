import { createHash } from "node:crypto";
import type { StreamOptions } from "../progress.ts";
import { openRegularFile } from "../read/open-regular-file.ts";
import { readError } from "../read/read-error.ts";
import { hashStream } from "./hash-stream.ts";

/** A file's hash in lower-case hexadecimal digits, in 1 MiB of memory. Throws as sha256File. */
export async function hashFile(path: string, algorithm: "md5" | "sha256", options: StreamOptions): Promise<string> {
  options.signal?.throwIfAborted();
  const hash = createHash(algorithm);
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
