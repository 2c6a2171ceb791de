import { resolve } from "node:path";
import type { DownloadOptions } from "@tiny-cats/hub";
import { checkOptions } from "./check-options.ts";
import { type Examined, examine } from "./examine.ts";
import { fetchRepository } from "./fetch-repository.ts";
import type { Fetched } from "./fetched.ts";
import { lineageOf, parentOf, readLineage, writeLineage } from "./lineage.ts";
import { makeCheckpoint } from "./make-checkpoint.ts";
import { pullFolder } from "./pull-folder.ts";
import type { PullOptions } from "./pull-options.ts";
import { type PullSource, parsePullSource } from "./pull-source.ts";
import type { Pulled } from "./pulled.ts";

/**
 * Brings a model's repository to this machine: every byte held to the Hub's hashes, then to the repository's own SHA256SUMS and manifests, and
 * weights to their configuration. It lies in the cache, or in `dir` with lineage.json beside it, or becomes a checkpoint in `dir` that training
 * goes on from. A pull that is broken off leaves nothing half, and another one goes on from there.
 *
 * @param source "owner/name", or "owner/name@revision" for a branch, tag or commit other than main
 * @throws TinyCatsError "invalid-pull-option", "invalid-revision", "pull-folder-taken", "checksum-mismatch", "incomplete-model",
 * "incompatible-model", "invalid-checksums", "wrong-model", "untrained-model"; those of download, of documents, of weight files; the signal's reason
 */
export async function pull(source: string, options: PullOptions): Promise<Pulled> {
  const parsed = parsePullSource(source);
  checkOptions(options);
  const { dir, cache, as = "folder" } = options;
  const request = requestOf(parsed, options);
  if (dir !== undefined && as === "folder") {
    const { fetched, examined, lineage } = await pullFolder(dir, parsed, request, options);
    return report(parsed, fetched, examined, { lineage, lineageFile: resolve(dir, "lineage.json") });
  }
  const fetched = await fetchRepository(parsed.repo, options, { ...request, cache: cache as string });
  const examined = await examine(fetched, options);
  const parent = parentOf(parsed, fetched.commit, options.endpoint);
  if (as === "folder") return report(parsed, fetched, examined, { lineage: lineageOf(parent, examined.files) });
  const target = dir as string;
  const made = await makeCheckpoint(target, { folder: fetched.folder, examined, parent }, options);
  const { file, reused, ...checkpoint } = made;
  const lineage = lineageOf(parent, examined.files, { checkpoint, before: await readLineage(target) });
  const lineageFile = await writeLineage(resolve(target), lineage);
  return report(parsed, fetched, examined, { checkpoint: made, lineage, lineageFile });
}

function requestOf({ revision }: PullSource, options: PullOptions): DownloadOptions {
  const { dir, cache, as, dialect, only, onProgress, ...hub } = options;
  return {
    ...hub,
    revision,
    // What lies here already is held to its hash as well, and mended.
    verify: true,
    ...(onProgress && { onProgress: ({ bytes, total }) => onProgress({ stage: "downloading", done: bytes, total }) }),
  };
}

function report(
  { repo, revision }: PullSource,
  { folder, commit, fetched, reused, seconds, retries }: Fetched,
  { files, models, notes }: Examined,
  rest: Pick<Pulled, "lineage" | "lineageFile" | "checkpoint">,
): Pulled {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { repo, revision, commit, folder, models, files, bytes, fetched, reused, seconds, retries, ...rest, notes };
}
