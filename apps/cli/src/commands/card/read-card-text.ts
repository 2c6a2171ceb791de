import { readFileBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

const LARGEST = 16 << 20;

/** The text of a card as it is, a byte order mark included; undefined where there is none. */
export async function readCardText(path: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const bytes = await readFileBounded(path, { maxBytes: LARGEST, signal });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if ((error as { code?: string }).code === "file-not-found") return undefined;
    if (!(error instanceof TypeError)) throw error;
    throw new TinyCatsError("not-utf8", `${path} is not UTF-8 text`, {
      value: path,
      remedy: "save it as UTF-8, or give another file",
      cause: error,
    });
  }
}
