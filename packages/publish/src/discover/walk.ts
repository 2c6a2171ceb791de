import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

const MOST_ENTRIES = 20_000;

/** Names of files and folders below a folder. */
export interface Walked {
  /** Paths with "/" below the root, in order. */
  files: string[];
  folders: string[];
  /** Whether there was more than is looked at. */
  cut: boolean;
}

/**
 * Files and folders below a folder, `depth` folders deep and 20,000 entries at most. Hidden names, node_modules and links are passed over;
 * what can't be read counts as empty. Throws the signal's reason.
 */
export async function walk(root: string, { depth, signal }: { depth: number; signal?: AbortSignal }): Promise<Walked> {
  const found: Walked = { files: [], folders: [], cut: false };
  let entries = 0;
  const visit = async (path: string, left: number): Promise<void> => {
    signal?.throwIfAborted();
    const there: Dirent[] = await readdir(join(root, path), { withFileTypes: true }).catch(() => []);
    there.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of there) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (++entries > MOST_ENTRIES) found.cut = true;
      if (found.cut) return;
      const inside = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile()) found.files.push(inside);
      if (!entry.isDirectory()) continue;
      found.folders.push(inside);
      if (left > 0) await visit(inside, left - 1);
    }
  };
  await visit("", depth);
  return found;
}
