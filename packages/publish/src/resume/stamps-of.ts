import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint } from "./fingerprint.ts";

/** What a publication itself writes, wherever it is asked to. */
const OWN = /^publish-report\.(?:json|md)$/;

/**
 * A text for each path, which is another as soon as anybody has written to the file or below the folder: of names, sizes and times. Null for what is not
 * there. What begins with a dot is passed over.
 */
export async function stampsOf(
  paths: readonly (string | undefined)[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<(string | null)[]> {
  const stamps: (string | null)[] = [];
  for (const path of paths) stamps.push(path === undefined ? null : await stampOf(path, signal));
  return stamps;
}

async function stampOf(path: string, signal: AbortSignal | undefined): Promise<string | null> {
  const seen: unknown[] = [];
  const look = async (at: string): Promise<void> => {
    signal?.throwIfAborted();
    const info = await stat(at).catch(() => undefined);
    if (!info) return;
    if (!info.isDirectory()) {
      seen.push([at, info.size, info.mtimeMs]);
      return;
    }
    const entries = await readdir(at, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // A link to a folder may lead round in a circle.
      const passed = entry.name.startsWith(".") || OWN.test(entry.name) || entry.isSymbolicLink();
      if (!passed || (entry.isSymbolicLink() && (await stat(join(at, entry.name)).catch(() => undefined))?.isFile()))
        await look(join(at, entry.name));
    }
  };
  await look(path);
  return seen.length === 0 ? null : fingerprint(seen);
}
