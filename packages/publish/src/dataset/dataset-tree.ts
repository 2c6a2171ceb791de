import { copyFile, link, mkdir, mkdtemp, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type DatasetFacts, walkFiles } from "@tiny-cats/data";
import { safeJoin, sha256 } from "@tiny-cats/files";
import { LAYOUT } from "../layout.ts";
import type { TreeFile } from "../report/tree-files.ts";
import { makeDatasetCard } from "./dataset-card.ts";

/** The folder that is published. */
export interface DatasetTree {
  folder: string;
  title: string;
  /** All of them, with the card and the checksums, by path. */
  files: TreeFile[];
  /** SHA-256 of SHA256SUMS: it stands for all that is published. */
  sha256: string;
  /** What the card lacks that is no reason to refuse it. */
  notes: string[];
}

export interface DatasetTreeOptions {
  /** Where the tree is made. */
  work: string;
  /** "owner/name". */
  repo: string;
  /** An SPDX expression; that of card-notes.md unless told. */
  license?: string;
  title?: string;
  /** The card that the repository has; the folder's own comes before it. */
  existing?: string;
  signal?: AbortSignal;
  onProgress?: (progress: { what: string; done: number; total: number }) => void;
}

/**
 * Makes the folder that is published, in `work`: the set's files (linked where the disk allows it, else copied), README.md as a
 * dataset card that keeps what people wrote, and SHA256SUMS. Nothing is changed in the set itself.
 *
 * @throws TinyCatsError "missing-licence" and other errors of a card; "link-outside-folder" and others of walking; FilesError of reading
 */
export async function makeDatasetTree(
  set: string,
  facts: DatasetFacts,
  options: DatasetTreeOptions,
): Promise<DatasetTree> {
  const { work, signal } = options;
  const own: readonly string[] = [LAYOUT.card, LAYOUT.checksums];
  const paths = (await walkFiles(set, signal ? { signal } : {})).files.filter((path) => !own.includes(path));
  const building = await mkdtemp(join(work, ".dataset-"));
  try {
    await takeFiles(set, building, paths, options);
    const { title, text, files, notes } = await makeDatasetCard(building, set, facts, options);
    const card = { path: LAYOUT.card, ...(await writeText(building, LAYOUT.card, text)) };
    const listed = [...files, card].sort((a, b) => (a.path < b.path ? -1 : 1));
    const sums = listed.map((file) => `${file.sha256}  ${file.path}\n`).join("");
    const written = { path: LAYOUT.checksums, ...(await writeText(building, LAYOUT.checksums, sums)) };
    const folder = join(work, "dataset");
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
    const all = [...listed, written].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { folder, title, files: all, sha256: written.sha256, notes };
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

async function takeFiles(
  set: string,
  building: string,
  paths: readonly string[],
  { signal, onProgress }: DatasetTreeOptions,
): Promise<void> {
  for (const [i, path] of paths.entries()) {
    signal?.throwIfAborted();
    const source = await realpath(safeJoin(set, path));
    const target = safeJoin(building, path);
    await mkdir(dirname(target), { recursive: true });
    await link(source, target).catch(() => copyFile(source, target));
    onProgress?.({ what: "linking", done: i + 1, total: paths.length });
  }
}

async function writeText(folder: string, path: string, text: string): Promise<{ bytes: number; sha256: string }> {
  const bytes = new TextEncoder().encode(text);
  await writeFile(join(folder, path), bytes);
  return { bytes: bytes.length, sha256: sha256(bytes) };
}
