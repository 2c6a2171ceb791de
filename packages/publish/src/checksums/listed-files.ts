import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { safeJoin } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";

const MOST_FILES = 100_000;
const DEPTH = 32;

/**
 * Every file below a folder but SHA256SUMS itself and what is hidden, by path with "/", in the order of their bytes. Links are passed over.
 *
 * @throws TinyCatsError "too-many-files" past 100,000 or 32 folders in one another; FilesError "unsafe-path" of a name that other systems can't
 * hold; the signal's reason
 */
export async function listedFiles(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const inside = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) await visit(inside, depth + 1);
      if (!entry.isFile() || inside === LAYOUT.checksums) continue;
      safeJoin(folder, inside);
      found.push(inside);
    }
    if (found.length > MOST_FILES || depth > DEPTH) throw tooMany(folder);
  };
  await visit("", 0);
  return found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function tooMany(folder: string): TinyCatsError {
  return new TinyCatsError("too-many-files", `${folder} holds more files than a published model has`, {
    value: folder,
    remedy: "give the folder of a model, not one that holds much else",
  });
}
