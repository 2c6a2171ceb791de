import { stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256File } from "@tiny-cats/files";
import type { CardFile } from "../build/model-card-input.ts";
import type { FolderOptions } from "./folder-card.ts";

/** Size and sha256 of files below a folder. */
export async function hashFiles(
  folder: string,
  paths: readonly string[],
  { signal, onProgress }: Pick<FolderOptions, "signal" | "onProgress"> = {},
): Promise<CardFile[]> {
  const sizes: number[] = [];
  for (const path of paths) {
    signal?.throwIfAborted();
    sizes.push((await stat(join(folder, path))).size);
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const files: CardFile[] = [];
  let before = 0;
  for (const [i, path] of paths.entries()) {
    const sha256 = await sha256File(join(folder, path), {
      ...(signal && { signal }),
      onProgress: ({ bytes }) => onProgress?.({ bytes: before + bytes, total }),
    });
    files.push({ path, bytes: sizes[i], sha256 });
    before += sizes[i];
    onProgress?.({ bytes: before, total });
  }
  return files;
}
