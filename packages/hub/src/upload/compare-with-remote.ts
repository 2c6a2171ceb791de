import type { RemoteFile } from "../list-tree.ts";
import { matcher } from "../patterns.ts";
import { checkCollisions } from "./check-collisions.ts";
import { type HashOptions, hashFile } from "./hash-file.ts";
import type { IgnoredFile } from "./local-file.ts";
import { pool } from "./pool.ts";
import type { PlannedDeletion, PlannedFile, UploadPlan } from "./upload-plan.ts";

const HASHED_AT_ONCE = 4;

/**
 * Sorts files by what an upload would do with them. Only where sizes are equal is a hash computed, of the kind that the Hub has.
 *
 * @throws HubError "case-collision", "path-conflict", "file-changed"; the signal's reason.
 */
export async function compareWithRemote(
  { files, ignored, rules }: { files: PlannedFile[]; ignored: IgnoredFile[]; rules: UploadPlan["rules"] },
  remote: readonly RemoteFile[],
  options: HashOptions,
): Promise<Pick<UploadPlan, "added" | "changed" | "unchanged" | "deleted" | "bytes">> {
  const there = new Map(remote.map((file) => [file.path, file]));
  const same = new Set<string>();
  await pool(files, HASHED_AT_ONCE, async (file) => {
    const other = there.get(file.path);
    if (other?.size !== file.bytes) return;
    const hash = await hashFile(file, other.storage === "lfs" ? "sha256" : "gitSha1", options);
    if (hash === other.oid) same.add(file.path);
  });
  const added = files.filter(({ path }) => !there.has(path));
  const unchanged = files.filter(({ path }) => same.has(path));
  const changed = files.filter(({ path }) => there.has(path) && !same.has(path));
  const deleted = deletions(files, ignored, rules, remote);
  const gone = new Set(deleted.map(({ path }) => path));
  checkCollisions(
    added.map(({ path }) => path),
    remote.map(({ path }) => path).filter((path) => !gone.has(path)),
  );
  return { added, changed, unchanged, deleted, bytes: sum(added) + sum(changed) };
}

/** What the patterns leave out, a .gitignore hides, or the Hub itself has put there, is not deleted for being absent. */
function deletions(
  files: readonly PlannedFile[],
  ignored: readonly IgnoredFile[],
  rules: UploadPlan["rules"],
  remote: readonly RemoteFile[],
): PlannedDeletion[] {
  if (rules.delete === false) return [];
  const here = new Set([...files, ...ignored].map(({ path }) => path));
  const folders = ignored.filter(({ path }) => path.endsWith("/")).map(({ path }) => path);
  const meant = matcher(rules);
  const named = rules.delete === true ? () => true : matcher({ include: rules.delete });
  return remote
    .filter(({ path }) => path !== ".gitattributes" && named(path) && meant(path))
    .filter(({ path }) => !here.has(path) && !folders.some((folder) => path.startsWith(folder)))
    .map(({ path, size }) => ({ path, bytes: size }));
}

function sum(files: readonly PlannedFile[]): number {
  return files.reduce((bytes, file) => bytes + file.bytes, 0);
}
