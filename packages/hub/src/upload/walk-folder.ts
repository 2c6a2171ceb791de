import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { FilesError, safeJoin } from "@tiny-cats/files";
import { HubError } from "../errors/hub-error.ts";
import { type Matcher, matcher, type Patterns } from "../patterns.ts";
import { followLink } from "./follow-link.ts";
import { type GitignoreRules, isGitignored, readGitignore } from "./gitignore-rules.ts";
import { isBuiltIn } from "./is-built-in.ts";
import { type IgnoredFile, type LocalFile, stampOf } from "./local-file.ts";

export interface WalkOptions extends Patterns {
  /** Whether .gitignore files, also in folders below, are heeded: true unless told. */
  gitignore?: boolean;
  signal?: AbortSignal;
}

/** A folder's files in the order of their paths, and what was left out. */
export interface FolderContent {
  /** The folder, without links. */
  root: string;
  files: LocalFile[];
  ignored: IgnoredFile[];
}

interface Walk extends FolderContent {
  meant: Matcher;
  gitignore: boolean;
  signal: AbortSignal | undefined;
}

/** The Hub itself asks for fewer than 100,000; folders that link to each other can multiply without end. */
const MOST_FILES = 1_000_000;

/**
 * Finds the files of a folder that an upload would take. Links inside the folder are followed.
 *
 * @throws FilesError "file-not-found", "not-a-file" of a FIFO, socket or device, "unsafe-path" of a name that other systems can't hold;
 * HubError "unsafe-link", "too-many-files"; the signal's reason.
 */
export async function walkFolder(
  folder: string,
  { include, exclude, gitignore = true, signal }: WalkOptions = {},
): Promise<FolderContent> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory())
    throw new FilesError("file-not-found", `there is no folder ${folder}`, {
      value: folder,
      remedy: "give the folder that holds the files to upload",
    });
  const walk: Walk = { root, files: [], ignored: [], meant: matcher({ include, exclude }), gitignore, signal };
  await enter(walk, root, "", [root], undefined);
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { root, files: walk.files, ignored: walk.ignored };
}

async function enter(
  walk: Walk,
  folder: string,
  prefix: string,
  within: readonly string[],
  above: GitignoreRules | undefined,
): Promise<void> {
  const names = (await readdir(folder)).sort();
  const rules =
    walk.gitignore && names.includes(".gitignore")
      ? await readGitignore(join(folder, ".gitignore"), prefix, above)
      : above;
  for (const name of names) {
    walk.signal?.throwIfAborted();
    await take(walk, join(folder, name), `${prefix}${name}`, within, rules);
  }
}

async function take(
  walk: Walk,
  source: string,
  path: string,
  within: readonly string[],
  rules: GitignoreRules | undefined,
): Promise<void> {
  const info = await lstat(source, { bigint: true }).catch(() => undefined);
  if (!info) throw unreadableName(source, path);
  const ignore = (reason: IgnoredFile["reason"], size?: bigint) =>
    walk.ignored.push(size === undefined ? { path: `${path}/`, reason } : { path, bytes: Number(size), reason });

  if (isBuiltIn(path)) return void ignore("built-in", info.isDirectory() ? undefined : info.size);
  // Before a link is followed: one that is left out may lead anywhere.
  if (isGitignored(path, rules)) return void ignore("gitignore", info.isDirectory() ? undefined : info.size);
  if (!walk.meant.enters(path)) return void ignore("patterns", info.isDirectory() ? undefined : info.size);
  const linked = info.isSymbolicLink();
  if (linked && !walk.meant(path) && !(await isFolder(source))) return void ignore("patterns", info.size);

  const target = linked ? await followLink(source, path, walk.root, within) : source;
  const found = linked ? await stat(target, { bigint: true }) : info;
  if (found.isDirectory()) {
    if (isGitignored(`${path}/`, rules)) return void ignore("gitignore");
    return enter(walk, target, `${path}/`, [...within, target], rules);
  }
  if (!walk.meant(path)) return void ignore("patterns", found.size);
  safeJoin(walk.root, path);
  if (!found.isFile()) throw special(source);
  walk.files.push({ path, source: target, bytes: Number(found.size), stamp: stampOf(found) });
  if (walk.files.length > MOST_FILES) throw tooMany(walk.root);
}

async function isFolder(source: string): Promise<boolean> {
  return (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
}

function unreadableName(source: string, path: string): FilesError {
  return path.includes("\ufffd")
    ? new FilesError("unsafe-path", `${JSON.stringify(path)} has a name that is not UTF-8`, {
        value: path,
        remedy: "rename it",
      })
    : new FilesError("file-not-found", `${source} is gone`, {
        value: source,
        remedy: "try again when nothing changes",
      });
}

function special(source: string): FilesError {
  return new FilesError("not-a-file", `${source} is a FIFO, socket or device`, {
    value: source,
    remedy: "remove it from the folder, or exclude it",
  });
}

function tooMany(folder: string): HubError {
  return new HubError("too-many-files", `${folder} holds more than ${MOST_FILES} files`, {
    value: folder,
    remedy: "upload a folder inside it, pack files together, or check for links that multiply them",
  });
}
