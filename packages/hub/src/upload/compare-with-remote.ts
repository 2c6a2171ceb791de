import type { RemoteFile } from "../list-tree.ts";
import { matcher } from "../patterns.ts";
import { checkCollisions } from "./check-collisions.ts";
import type { HashOptions } from "./hash-file.ts";
import type { IgnoredFile } from "./local-file.ts";
import { sameFiles } from "./same-files.ts";
import type { PlannedDeletion, PlannedFile, UploadPlan } from "./upload-plan.ts";

/**
 * Sorts files by what an upload would do with them.
 *
 * @throws HubError "case-collision", "path-conflict", "file-changed"; the signal's reason.
 */
export async function compareWithRemote(
  { files, ignored, rules }: { files: PlannedFile[]; ignored: IgnoredFile[]; rules: UploadPlan["rules"] },
  remote: readonly RemoteFile[],
  options: HashOptions,
): Promise<Pick<UploadPlan, "added" | "changed" | "unchanged" | "deleted" | "bytes">> {
  const there = new Map(remote.map((file) => [file.path, file]));
  const same = await sameFiles(files, there, options);
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
