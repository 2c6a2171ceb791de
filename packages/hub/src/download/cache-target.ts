import { access, mkdir, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { safeJoin, withLock, writeError } from "@tiny-cats/files";
import { tagCache } from "../cache/cachedir-tag.ts";
import { linkBlob } from "../cache/link-blob.ts";
import { findInSnapshot, listSnapshot } from "../cache/list-snapshot.ts";
import { putFile } from "../cache/put-file.ts";
import { repoCache } from "../cache/repo-cache.ts";
import { addToRepo } from "../cache/use-repo.ts";
import type { RepoId } from "../repo-id.ts";
import { checkPaths } from "./check-paths.ts";
import { holdsContent, type WantedFile } from "./content.ts";
import { foldsCase } from "./folds-case.ts";
import type { BringOptions, Target } from "./target.ts";

/** A repository's place in a cache. */
export function cacheTarget(folder: string, repo: RepoId): Target {
  const cache = resolve(folder);
  const here = repoCache(cache, repo);
  const place = (commit: string, path: string) => safeJoin(here.snapshot(commit), path);

  async function bringBlob(file: WantedFile, { url, verify, signal, fetch, onBytes }: BringOptions): Promise<void> {
    const blob = here.blob(file.oid);
    // Another process may have fetched it meanwhile.
    if (await holdsContent(blob, file, { verify, signal })) return;
    const partial = here.partial(file.oid);
    await fetch({ path: file.path, url: url(file), content: file }, partial, {
      signal,
      onBytes: (position, received) => onBytes(file, position, received),
    });
    await rename(partial, blob).catch((error) => {
      throw writeError(blob, error);
    });
  }

  return {
    aside: here.locks,
    ref: here.ref,
    tree: here.tree,
    folder: here.snapshot,
    check: (paths) => checkPaths(paths, { foldsCase: () => foldsCase(cache) }),
    async prepare(commit) {
      try {
        await tagCache(cache);
        await mkdir(join(here.root, "blobs"), { recursive: true });
        await mkdir(here.snapshot(commit), { recursive: true });
      } catch (error) {
        throw writeError(here.root, error);
      }
    },
    has: (commit, file, options) => holdsContent(place(commit, file.path), file, options),
    bring: ({ lock, contents }, options) =>
      withLock(
        here.lock(lock),
        async ({ signal }) => {
          for (const files of contents) {
            await bringBlob(files[0], { ...options, signal });
            for (const file of files) {
              await linkBlob(here.blob(file.oid), place(options.commit, file.path));
              options.onDone(file);
            }
          }
        },
        { signal: options.signal },
      ),
    use: (action, signal) => addToRepo(here.locks, action, signal),
    async noteAbsence(commit, path) {
      await putFile(here.noExist(commit, path), "", here.locks).catch(() => {});
    },
    lacks: (commit, path) =>
      access(here.noExist(commit, path)).then(
        () => true,
        () => false,
      ),
    listed: (commit, only) =>
      only === undefined ? listSnapshot(here.snapshot(commit)) : findInSnapshot(here.snapshot(commit), only),
    // The link says it.
    async note() {},
  };
}
