import type { StreamOptions } from "../progress.ts";
import { hashFile } from "./hash-file.ts";

/**
 * SHA-256 of a file of any size, as 64 lower-case hexadecimal digits (FIPS 180-4). It takes 1 MiB of memory.
 *
 * @throws FilesError "file-not-found", "not-a-file" or "file-unreadable"; the signal's reason.
 */
export function sha256File(path: string, options: StreamOptions = {}): Promise<string> {
  return hashFile(path, "sha256", options);
}
