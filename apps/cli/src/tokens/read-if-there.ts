import { readTextBounded } from "@tiny-cats/files";

const LARGEST = 1 << 20;

/**
 * A file's text; undefined where there is none.
 *
 * @throws FilesError of reading, "file-too-large" beyond 1 MiB.
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  return readTextBounded(path, { maxBytes: LARGEST }).catch((error) => {
    if (error.code === "file-not-found") return undefined;
    throw error;
  });
}
