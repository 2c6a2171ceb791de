import { FilesError } from "../errors.ts";
import { type BoundedOptions, readFileBounded } from "./read-file-bounded.ts";

/**
 * Reads a UTF-8 text that must not be larger than `maxBytes`; a byte order mark before it is left out unless it is to be kept.
 *
 * @throws FilesError "not-utf8", and what readFileBounded throws.
 */
export async function readTextBounded(
  path: string,
  { keepByteOrderMark = false, ...options }: BoundedOptions & { keepByteOrderMark?: boolean },
): Promise<string> {
  const bytes = await readFileBounded(path, options);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: keepByteOrderMark }).decode(bytes);
  } catch (cause) {
    const remedy = "save it as UTF-8, or give another file";
    throw new FilesError("not-utf8", `${path} is not UTF-8 text`, { value: path, remedy, cause });
  }
}
