import { writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { placeFolder, writeError } from "@tiny-cats/files";
import { exists } from "./exists.ts";

/**
 * Makes a folder as `placeFolder` does. One that was made in this way before is replaced; another one only where it is empty.
 *
 * @throws as placeFolder
 */
export async function replaceFolder<T>(
  folder: string,
  work: (staging: string) => Promise<T>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T> {
  const target = resolve(folder);
  const mark = join(dirname(target), `.${basename(target)}.made`);
  const marked = async (staging: string, inside: AbortSignal) => {
    const result = await work(staging);
    inside.throwIfAborted();
    await writeFile(mark, "The folder of this name was made by tiny-cats, which may replace it.\n").catch((error) => {
      throw writeError(target, error);
    });
    return result;
  };
  return placeFolder(folder, marked, { mayReplace: () => exists(mark), ...(signal && { signal }) });
}
