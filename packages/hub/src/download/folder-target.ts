import { constants } from "node:fs";
import { copyFile, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { safeJoin, withLock, writeError } from "@tiny-cats/files";
import { tagCache } from "../cache/cachedir-tag.ts";
import { LOCK, PARTIAL } from "../cache/repo-cache.ts";
import { repoFolder } from "../cache/repo-folder.ts";
import type { RepoId } from "../repo-id.ts";
import { checkLinks } from "./check-links.ts";
import { checkPaths, unsafe } from "./check-paths.ts";
import { holdsContent, type WantedFile } from "./content.ts";
import { metadataFile, NOTES, readMetadata, writeMetadata } from "./folder-metadata.ts";
import { foldsCase } from "./folds-case.ts";
import type { BringOptions, Target } from "./target.ts";

/** A folder that looks like a repository, with huggingface_hub's notes on its files. */
export function folderTarget(dir: string, repo: RepoId): Target {
  const root = resolve(dir);
  const notes = join(root, NOTES);
  const aside = join(notes, "download");

  async function isRight(file: WantedFile, verify: boolean, signal?: AbortSignal): Promise<boolean> {
    const path = safeJoin(root, file.path);
    if (!(await holdsContent(path, file))) return false;
    if (!verify && (await readMetadata(root, file.path))?.oid === file.oid) return true;
    return holdsContent(path, file, { verify: true, signal });
  }

  async function move(from: string, file: WantedFile): Promise<void> {
    const path = safeJoin(root, file.path);
    try {
      await mkdir(dirname(path), { recursive: true });
      await rename(from, path);
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** One of equal files is fetched, and copied. */
  async function bringContent(
    files: readonly WantedFile[],
    { commit, url, verify, signal, fetch, onBytes, onDone }: BringOptions,
  ): Promise<void> {
    const [{ oid }] = files;
    const partial = join(aside, `${oid}${PARTIAL}`);
    let right: string | undefined;
    for (const file of files) {
      if (!(await isRight(file, verify, signal))) {
        if (right !== undefined) await copyFile(right, partial, constants.COPYFILE_FICLONE).catch(() => {});
        // A copy may be of what somebody changes just now.
        if (right === undefined || !(await holdsContent(partial, file, { verify: true, signal })))
          await fetch({ path: file.path, url: url(file), content: file }, partial, {
            signal,
            onBytes: (position, received) => onBytes(file, position, received),
          });
        await move(partial, file);
      }
      await writeMetadata(root, file.path, { commit, oid });
      right = safeJoin(root, file.path);
      onDone(file);
    }
  }

  return {
    aside,
    ref: (revision) => safeJoin(join(notes, "refs", repoFolder(repo)), revision),
    tree: (commit) => join(notes, "trees", `${commit}.json`),
    folder: () => root,
    async check(paths) {
      const own = paths.find((path) => /^\.cache\/huggingface(?:\/|$)/i.test(path));
      if (own !== undefined) throw unsafe(own, "clients keep their own notes there");
      await checkPaths(paths, { foldsCase: () => foldsCase(root) });
      await checkLinks(root, [
        ...paths,
        ...paths.map((path) => metadataFile("", path)),
        join(NOTES, "trees", "x"),
        join(NOTES, "refs", repoFolder(repo), "x"),
      ]);
    },
    async prepare() {
      try {
        await tagCache(notes);
        await mkdir(aside, { recursive: true });
        await writeFile(join(notes, ".gitignore"), "*", { flag: "wx" }).catch(() => {});
      } catch (error) {
        throw writeError(notes, error);
      }
    },
    async has(_commit, file, { verify, signal }) {
      return isRight(file, verify, signal);
    },
    bring: ({ lock, contents }, options) =>
      withLock(
        join(aside, `${lock}${LOCK}`),
        async ({ signal }) => {
          for (const files of contents) await bringContent(files, { ...options, signal });
        },
        { signal: options.signal },
      ),
    use: (action) => action(),
    async noteAbsence() {},
    lacks: async () => false,
    async note(commit, { path, oid }) {
      const noted = await readMetadata(root, path);
      if (noted?.commit !== commit || noted.oid !== oid) await writeMetadata(root, path, { commit, oid });
    },
    async listed() {
      return undefined;
    },
  };
}
