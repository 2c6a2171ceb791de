import { join } from "node:path";
import { readFileBounded } from "@tiny-cats/files";

/** The text of a file, or undefined where there is none; a byte order mark is kept. */
export async function readIfThere(
  folder: string,
  path: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<string | undefined> {
  try {
    const bytes = await readFileBounded(join(folder, ...path.split("/")), { maxBytes, ...(signal && { signal }) });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if ((error as { code?: string }).code === "file-not-found") return undefined;
    throw error;
  }
}
