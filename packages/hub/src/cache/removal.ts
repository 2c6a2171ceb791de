import { readdir, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RepoId } from "../repo-id.ts";
import { removeTree } from "./remove-tree.ts";
import type { ScannedBlob, ScannedRepo } from "./scan-repo.ts";

/** Something that is, or would be, removed from a cache. */
export interface Removed {
  repo: RepoId;
  /** A whole repository, a revision with its notes, a content that no revision has, or what came of a download that broke off. */
  kind: "repo" | "revision" | "blob" | "partial";
  /** On this machine. */
  file: string;
  /** That are freed. */
  bytes: number;
}

/** What was, or would be, removed from a cache. */
export interface Removal {
  removed: Removed[];
  /** That are freed; what stands in the store that Python shares between repositories stays there. */
  bytes: number;
  /** Repositories left alone because a process uses them. */
  inUse: RepoId[];
}

/** What goes when some revisions of a repository do: they, and contents that no other revision has. */
export function removalOf(
  { repo, root, snapshots, blobs }: ScannedRepo,
  commits: ReadonlySet<string>,
  isLeftOver: (blob: ScannedBlob) => boolean,
): Removed[] {
  const gone = new Set<string>();
  const kept = new Set<string>();
  const revisions: Removed[] = [];
  for (const [commit, files] of snapshots) {
    const goes = commits.has(commit);
    for (const { blob } of files) if (blob !== undefined) (goes ? gone : kept).add(blob);
    const copies = files.reduce((sum, { blob, size = 0 }) => (blob === undefined ? sum + size : sum), 0);
    if (goes) revisions.push({ repo, kind: "revision", file: join(root, "snapshots", commit), bytes: copies });
  }
  const contents = blobs.filter(
    (blob) => blob.kind !== "foreign" && !kept.has(blob.name) && (gone.has(blob.name) || isLeftOver(blob)),
  );
  return [
    ...revisions,
    ...contents.map(({ kind, file, size = 0, shared }) => ({
      repo,
      kind: kind as "blob" | "partial",
      file,
      bytes: shared ? 0 : size,
    })),
  ];
}

/** Removes it: names first, then contents, so that a run that is killed leaves nothing that seems whole. Links are not followed. */
export async function carryOut({ root, refs }: ScannedRepo, removed: readonly Removed[]): Promise<void> {
  for (const { kind, file } of removed) {
    if (kind === "revision") {
      const commit = file.slice(-40);
      for (const [name, at] of refs) if (at === commit) await removeRef(join(root, "refs"), name);
      await removeTree(join(root, "trees", `${commit}.json`));
      await removeTree(join(root, ".no_exist", commit));
    }
    await removeTree(file);
  }
}

/** A ref, and folders of its name that are empty then: a branch may be called as one of them. */
async function removeRef(refs: string, name: string): Promise<void> {
  const file = join(refs, ...name.split("/"));
  await removeTree(file);
  for (let folder = dirname(file); folder !== refs; folder = dirname(folder)) {
    if ((await readdir(folder)).length > 0) return;
    await rmdir(folder);
  }
}
