import { join } from "node:path";
import { ifThere, readTextBounded } from "@tiny-cats/files";

/** The text of a file, or undefined where there is none; a byte order mark is kept. @throws FilesError of a file that can't be read */
export async function readIfThere(
  folder: string,
  path: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<string | undefined> {
  const options = { maxBytes, keepByteOrderMark: true, ...(signal && { signal }) };
  return ifThere(readTextBounded(join(folder, ...path.split("/")), options));
}
