import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { putFile } from "../cache/put-file.ts";
import { isCommit } from "../revision.ts";

/** What a client noted of a file that it downloaded into a folder. */
export interface FolderMetadata {
  commit: string;
  oid: string;
}

/** Where clients keep their notes in a folder. */
export const NOTES = join(".cache", "huggingface");

/** The file of notes on a file, as huggingface_hub has it (`_local_folder.py`). */
export function metadataFile(folder: string, path: string): string {
  return join(folder, NOTES, "download", ...path.split("/").slice(0, -1), `${path.split("/").at(-1)}.metadata`);
}

/** What was noted of a file; undefined where nothing was, or the file was changed since (by more than a second, as huggingface_hub has it). */
export async function readMetadata(folder: string, path: string): Promise<FolderMetadata | undefined> {
  try {
    const text = await readTextBounded(metadataFile(folder, path), { maxBytes: 1000 });
    const [commit, oid, seconds] = text.split("\n").map((line) => line.trim());
    const { mtimeMs } = await stat(join(folder, ...path.split("/")));
    return isCommit(commit) && mtimeMs / 1000 - 1 <= Number(seconds) ? { commit, oid } : undefined;
  } catch {
    return undefined;
  }
}

/** Notes of which commit a file is. Names of almost 255 bytes leave no room for a note's: such a file is hashed each time. */
export async function writeMetadata(folder: string, path: string, { commit, oid }: FolderMetadata): Promise<void> {
  const aside = join(folder, NOTES, "download");
  await putFile(metadataFile(folder, path), `${commit}\n${oid}\n${Date.now() / 1000}\n`, aside).catch((error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code !== "ENAMETOOLONG") throw error;
  });
}
