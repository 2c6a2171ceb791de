import type { StreamOptions } from "../progress.ts";
import { hashFile } from "./hash-file.ts";

/**
 * MD5 of a file of any size, as 32 lower-case hexadecimal digits (RFC 1321), by which distributors of data sets name their archives. It tells
 * damage, not malice.
 *
 * @throws as sha256File
 */
export function md5File(path: string, options: StreamOptions = {}): Promise<string> {
  return hashFile(path, "md5", options);
}
