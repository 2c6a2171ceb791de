import { safeJoin } from "@tiny-cats/files";
import { writeRef } from "../cache/ref.ts";
import { writeTree } from "../cache/tree-file.ts";
import { fileAddress } from "../file-address.ts";
import type { RemoteFile } from "../list-tree.ts";
import type { RepoId } from "../repo-id.ts";
import type { Connection } from "../request/connection.ts";
import { isCommit } from "../revision.ts";
import { runPool } from "../run-pool.ts";
import { batches } from "./batches.ts";
import type { WantedFile } from "./content.ts";
import type { DownloadOptions } from "./download-options.ts";
import type { Downloaded } from "./downloaded.ts";
import { fetchContent } from "./fetch-content.ts";
import { offlineMissing } from "./offline-missing.ts";
import { type ProgressMeter, progressMeter } from "./progress.ts";
import type { BringOptions, Target } from "./target.ts";

export interface Job {
  connection: Connection;
  repo: RepoId;
  target: Target;
  revision: string;
  commit: string;
  files: readonly WantedFile[];
  /** The commit's whole listing, to be kept. */
  listing?: readonly RemoteFile[];
}

/** Looks which files are there, and brings the others. */
export async function bringFiles(
  job: Job,
  { offline, verify = false, concurrency = 8, signal, onProgress }: DownloadOptions,
): Promise<Omit<Downloaded, "seconds">> {
  const { connection, repo, target, commit, files } = job;
  await target.check(files.map(({ path }) => path));
  const meter = progressMeter(files, onProgress);
  const there = await filesThere(job, { verify, signal, meter });
  const missing = files.filter(({ path }) => !there.has(path));
  let fetched = 0;
  if (missing.length === 0) await keepNotes(job).catch(() => {});
  else if (offline)
    throw offlineMissing(
      repo,
      nameSome(missing),
      missing.map(({ path }) => path),
    );
  else
    await target.use(async () => {
      await target.prepare(commit);
      const bring: Omit<BringOptions, "signal"> = {
        commit,
        verify,
        url: ({ path }) => fileAddress(connection, repo, commit, path),
        fetch: (wanted, partial, options) => fetchContent(connection, wanted, partial, options),
        onBytes({ path }, position, received) {
          fetched += received;
          meter.set(path, position);
        },
        onDone: ({ path, size }) => meter.done(path, size),
      };
      await runPool(
        batches(missing),
        concurrency,
        (batch, stop) => target.bring(batch, { ...bring, signal: stop }),
        signal,
      );
      // A revision is noted once all of it is there: until then, what an earlier run brought serves offline.
      await keepNotes(job);
    }, signal);
  const sum = (some: readonly WantedFile[]) => some.reduce((bytes, { size }) => bytes + size, 0);
  const folder = target.folder(commit);
  return {
    folder,
    commit,
    files: files.map(({ path, size, oid }) => ({
      path,
      file: safeJoin(folder, path),
      size,
      oid,
      reused: there.has(path),
    })),
    bytes: sum(files),
    fetched,
    reused: sum(files) - sum(missing),
    retries: connection.spent.retries,
  };
}

async function filesThere(
  { target, commit, files }: Job,
  { verify, signal, meter }: { verify: boolean; signal: AbortSignal | undefined; meter: ProgressMeter },
): Promise<Set<string>> {
  const there = new Set<string>();
  await runPool(
    files,
    8,
    async (file, stop) => {
      if (!(await target.has(commit, file, { verify, signal: stop }))) return;
      there.add(file.path);
      // What can't be noted is looked at again the next time.
      await target.note(commit, file).catch(() => {});
      meter.done(file.path, file.size);
    },
    signal,
  );
  return there;
}

async function keepNotes({ target, revision, commit, listing }: Job): Promise<void> {
  if (listing) await writeTree(target.tree(commit), listing);
  if (!isCommit(revision)) await writeRef(target.ref(revision), commit, target.aside);
}

function nameSome(files: readonly WantedFile[]): string {
  const names = files.slice(0, 5).map(({ path }) => path);
  return `${names.join(", ")}${files.length > 5 ? ` and ${files.length - 5} more` : ""} ${files.length > 1 ? "are" : "is"} not here`;
}
