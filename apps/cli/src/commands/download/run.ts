import { resolve } from "node:path";
import { type DownloadOptions, download, planDownload, type RepoId } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { amount } from "../../hub/amount.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { hubAddress } from "../../hub/hub-address.ts";
import { isOffline } from "../../hub/is-offline.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { spareMemory } from "../../hub/spare-memory.ts";
import { bytes } from "../../output/bytes.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { table } from "../../output/table.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { absent } from "./absent.ts";
import type { DOWNLOAD_OPTIONS } from "./spec.ts";
import { wanted } from "./wanted.ts";

type Values = OptionValues<typeof DOWNLOAD_OPTIONS>;

/** `tiny-cats download`: fetches what is not there and prints where it is; 1 where a file that was named is not in the repository. */
export async function runDownload(context: CommandContext): Promise<ExitCode> {
  spareMemory();
  const { io, args, options } = context;
  const values = options as Values;
  const repo = repoOf(args[0], values.type);
  const { named, ...patterns } = wanted(args.slice(1), values);
  const offline = values.offline || isOffline(io);
  const access = offline ? { ...hubAddress(context), signal: io.signal } : await hubAccess(context);
  const { dir, revision, verify } = values;
  const target = dir === undefined ? { cache: cacheFolder(io) } : { dir: resolve(io.cwd, dir) };
  const request = { ...access, ...target, ...patterns, revision, verify, offline };
  const files = await (values["dry-run"]
    ? look(context, repo, request)
    : goOnNote(context, () => fetchAll(context, repo, request)));
  const missing = absent(named, files);
  for (const name of missing) context.talk.error(notThere(repo, name, revision));
  return missing.length > 0 ? 1 : 0;
}

/** Says what would be fetched. */
async function look(context: CommandContext, repo: RepoId, request: DownloadOptions): Promise<string[]> {
  const plan = await planDownload(repo, request);
  const files = plan.files.map(({ path, size, oid, there }) => ({ path, bytes: size, oid, there }));
  const { folder, commit, bytesToFetch } = plan;
  const said = { dry_run: true, repo_id: repo.name, type: repo.type, revision: request.revision, commit, folder };
  printOne(context, { ...said, files, bytes: plan.bytes, bytes_to_fetch: bytesToFetch }, (out) => {
    for (const line of table(files.map((file) => [file.there ? "there" : "to fetch", bytes(file.bytes), file.path])))
      out.line(line);
    out.line(`${amount(files.length, plan.bytes)}; to fetch: ${bytes(bytesToFetch)}, into ${folder}`);
  });
  return files.map(({ path }) => path);
}

async function fetchAll(context: CommandContext, repo: RepoId, request: DownloadOptions): Promise<string[]> {
  const { talk, args } = context;
  const progress = stageProgress(talk, { fetching: "Downloading" });
  const done = await talk
    .timed("downloading", () =>
      download(repo, {
        ...request,
        onProgress: ({ bytes, total }) => progress.update("fetching", bytes, total),
      }),
    )
    .finally(() => progress.end());
  const { commit, folder, seconds, fetched, reused, retries } = done;
  const files = done.files.map(({ size, ...file }) => ({ ...file, bytes: size }));
  const speed = seconds > 0 ? `, ${(fetched / 1e6 / seconds).toFixed(1)} MB/s` : "";
  talk.note(
    `${repoLabel(repo)} at ${commit}: ${amount(files.length, done.bytes)}; fetched ${bytes(fetched)} in ${seconds.toFixed(1)} s${speed}`,
  );
  const said = { repo_id: repo.name, type: repo.type, revision: request.revision, commit, folder };
  printOne(context, { ...said, files, bytes: done.bytes, fetched, reused, seconds, retries }, (out) => {
    if (args.length === 1) out.line(folder);
    else for (const { file } of files) out.line(file);
  });
  return files.map(({ path }) => path);
}

function notThere(repo: RepoId, name: string, revision: string): TinyCatsError {
  return new TinyCatsError("entry-not-found", `${repoLabel(repo)} has no ${JSON.stringify(name)} at ${revision}`, {
    value: name,
    remedy: "check its path and the revision: tiny-cats repo info lists the files",
  });
}
