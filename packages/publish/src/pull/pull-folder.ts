import { createHash } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import {
  makeFolder,
  readTextBounded,
  safeJoin,
  sha256File,
  withLock,
  writeError,
  writeFileAtomic,
} from "@tiny-cats/files";
import type { DownloadOptions } from "@tiny-cats/hub";
import type { Lineage } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { exists } from "../prepare/exists.ts";
import { type Examined, examine } from "./examine.ts";
import { fetchRepository } from "./fetch-repository.ts";
import { type Fetched, LINEAGE_FILE } from "./fetched.ts";
import type { PulledFile } from "./hash-files.ts";
import { lineageOf, parentOf, readLineage, writeLineage } from "./lineage.ts";
import type { PullOptions } from "./pull-options.ts";
import type { PullSource } from "./pull-source.ts";
import { removeStrangers } from "./remove-strangers.ts";

/** A pull into a folder, done. */
export interface PulledFolder {
  fetched: Fetched;
  examined: Examined;
  lineage: Lineage;
}

/** In the folder while something is being brought into it. */
const MARK = join(".cache", "tiny-cats", "pulling");

/** Errors that another try would meet again: what was brought is of no use to it. */
const HOPELESS = [
  "wrong-model",
  "not-utf8",
  "invalid-json",
  "wrong-document",
  "unknown-document-version",
  "invalid-document",
];

/**
 * Brings a repository into a folder. A folder that is not there appears once all is checked; one that an earlier pull of the same repository made
 * is brought up to date in its place, without lineage.json meanwhile. Any other folder must be empty.
 *
 * @throws TinyCatsError "pull-folder-taken"; what fetching, examining and writing throw
 */
export async function pullFolder(
  given: string,
  source: PullSource,
  request: DownloadOptions,
  options: PullOptions,
): Promise<PulledFolder> {
  const dir = resolve(given);
  const id = createHash("sha256")
    .update(`${request.endpoint ?? ""} ${source.repo}`)
    .digest("hex")
    .slice(0, 8);
  const aside = join(dirname(dir), `.${basename(dir)}.pull-${id}`);
  const stop = options.signal ? { signal: options.signal } : {};
  if (await exists(dir)) {
    const notes = join(dir, dirname(MARK));
    if ((await stateOf(dir, source)) === "taken") throw taken(dir, source);
    await makeFolder(notes);
    return withLock(join(notes, "pull.lock"), () => update(dir, source, request, options), stop);
  }
  await makeFolder(dirname(dir));
  return withLock(
    `${aside}.lock`,
    async () => {
      // Another process may have brought it while this one waited.
      if (!(await exists(dir))) return create(dir, aside, source, request, options);
      if ((await stateOf(dir, source)) === "taken") throw taken(dir, source);
      return update(dir, source, request, options);
    },
    stop,
  );
}

async function create(
  dir: string,
  aside: string,
  source: PullSource,
  request: DownloadOptions,
  options: PullOptions,
): Promise<PulledFolder> {
  const fetched = await fetchRepository(source.repo, options, { ...request, dir: aside }).catch(async (error) => {
    if (HOPELESS.includes(error.code)) await rm(aside, { recursive: true, force: true });
    throw error;
  });
  // What another revision left that was broken off.
  await removeStrangers(
    aside,
    fetched.files.map(({ path }) => path),
  );
  const examined = await examine(fetched, options).catch(async (error) => {
    if (!options.signal?.aborted) await rm(aside, { recursive: true, force: true });
    throw error;
  });
  const lineage = lineageOf(parentOf(source, fetched.commit, options.endpoint), examined.files);
  await writeLineage(aside, lineage);
  options.signal?.throwIfAborted();
  await rename(aside, dir).catch((error) => {
    throw writeError(dir, error);
  });
  return { fetched: { ...fetched, folder: dir }, examined, lineage };
}

async function update(
  dir: string,
  source: PullSource,
  request: DownloadOptions,
  options: PullOptions,
): Promise<PulledFolder> {
  const before = await readLineage(dir);
  const mark = join(dir, MARK);
  /** From then on the folder is not what its lineage says. */
  async function onCommit(commit: string): Promise<void> {
    if (before?.parent.commit === commit) return;
    await writeFileAtomic(mark, `${source.repo}\n`);
    await rm(join(dir, LINEAGE_FILE), { force: true });
  }
  const fetched = await fetchRepository(source.repo, { ...options, onCommit }, { ...request, dir });
  const examined = await examine(fetched, options);
  const more = !fetched.whole && before?.parent.commit === fetched.commit;
  if (!more) await removeOld(dir, before, examined);
  const files = more ? united(before, examined) : examined.files;
  const lineage = lineageOf(parentOf(source, fetched.commit, options.endpoint), files, { before });
  await writeLineage(dir, lineage);
  await rm(mark, { force: true });
  return { fetched, examined, lineage };
}

/** What was pulled of one commit, now and before. */
function united(before: Lineage, { files }: Examined): PulledFile[] {
  const now = new Set(files.map(({ path }) => path));
  const kept = before.files
    .filter(({ path }) => !now.has(path))
    .map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  return [...files, ...kept].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Removes what the commit before had and this one lacks, unless somebody changed it. */
async function removeOld(dir: string, before: Lineage | undefined, { files }: Examined): Promise<void> {
  const kept = new Set(files.map(({ path }) => path));
  for (const { path, sha256 } of before?.as === "folder" ? before.files : []) {
    if (kept.has(path)) continue;
    const file = safeJoin(dir, path);
    if ((await sha256File(file).catch(() => undefined)) === sha256) await rm(file, { force: true });
  }
}

/** Whose a folder is: nobody's, an earlier pull's of the same repository, or somebody else's. */
async function stateOf(dir: string, { repo }: PullSource): Promise<"free" | "ours" | "taken"> {
  const names = (await readdir(dir).catch(() => ["?"])).filter((name) => name !== ".cache");
  const lineage = await readLineage(dir);
  if (lineage?.as === "folder" && lineage.parent.repo_id === repo) return "ours";
  const mark = await readTextBounded(join(dir, MARK), { maxBytes: 1000 }).catch(() => undefined);
  if (mark?.trim() === repo) return "ours";
  return names.length === 0 ? "free" : "taken";
}

function taken(dir: string, { repo }: PullSource): TinyCatsError {
  return new TinyCatsError("pull-folder-taken", `${dir} holds something else than ${repo}`, {
    value: dir,
    remedy: "give a folder that is not there, or one that this repository was pulled into",
  });
}
