import { join } from "node:path";
import { parseCardNotes } from "@tiny-cats/card";
import type { PreparedModel } from "../prepared.ts";
import type { ModelNotes } from "./merge-notes.ts";
import { readTextIfThere } from "./read-if-there.ts";

/** What people wrote in card-notes.md of the models that have a folder of their own. @throws what parseCardNotes throws; FilesError of reading */
export async function readModelNotes(
  root: string,
  models: readonly PreparedModel[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<ModelNotes[]> {
  const found: ModelNotes[] = [];
  for (const { folder, manifest } of models) {
    if (folder === "") continue;
    const path = join(root, folder, "card-notes.md");
    const text = await readTextIfThere(path, { maxBytes: 1 << 20, ...(signal && { signal }) });
    if (text !== undefined) found.push({ name: manifest.name, notes: parseCardNotes(text) });
  }
  return found;
}
