import { readTextBounded } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** A file's text; undefined where there is none. @throws FilesError of a file that is there and can't be read */
export async function readTextIfThere(
  path: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<string | undefined> {
  try {
    return await readTextBounded(path, { maxBytes, ...(signal && { signal }) });
  } catch (error) {
    if (isTinyCatsError(error) && error.code === "file-not-found") return undefined;
    throw error;
  }
}
