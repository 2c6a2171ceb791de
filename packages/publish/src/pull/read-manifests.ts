import { join } from "node:path";
import { ifThere, readTextBounded } from "@tiny-cats/files";
import { type Manifest, parseManifestText } from "@tiny-cats/schema";

const NAME = "tiny-cats.json";
const FOLDERS = ["", "classifier", "generator", "language"];

/** Where a repository's manifests lie. */
export const MANIFESTS: readonly string[] = FOLDERS.map((folder) => (folder === "" ? NAME : `${folder}/${NAME}`));

/** A manifest, and the folder below the repository that it describes. */
export interface FoundManifest {
  folder: string;
  manifest: Manifest;
}

/**
 * The manifests of a repository's folder: its own, and those of the folders that are named for a kind of model.
 *
 * @throws what parseManifestText and reading a file throw
 */
export async function readManifests(root: string, { signal }: { signal?: AbortSignal }): Promise<FoundManifest[]> {
  const found: FoundManifest[] = [];
  for (const folder of FOLDERS) {
    const text = await ifThere(readTextBounded(join(root, folder, NAME), { maxBytes: 1 << 20, signal }));
    if (text !== undefined) found.push({ folder, manifest: parseManifestText(text) });
  }
  return found;
}
