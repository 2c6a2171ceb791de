import { join } from "node:path";
import { type DownloadOptions, type HubOptions, isHubError, planDownload } from "@tiny-cats/hub";
import type { Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { kindOf, type ModelKind } from "../model-kind.ts";
import { fetchRepository } from "./fetch-repository.ts";
import type { Fetched } from "./fetched.ts";
import { parsePullSource } from "./pull-source.ts";
import { readManifests } from "./read-manifests.ts";

/** How a model is brought to be run. */
export interface PullModelOptions extends HubOptions {
  cache: string;
  /** Sends no request: only what is there already counts. */
  offline?: boolean;
  /** All graphs of the model in place of the one that runs unless told. */
  graphs?: "first" | "all";
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** A model of a repository that can be run. */
export interface RunnableModel {
  repo: string;
  revision: string;
  commit: string;
  kind: ModelKind | undefined;
  /** Of the model, in the cache. */
  folder: string;
  manifest: Manifest | undefined;
  /** Bytes that came over the network. */
  fetched: number;
  /** Why the cache was taken as it is, where the Hub could not be asked. */
  unasked?: string;
}

/** What says that the Hub can't be asked now. */
const UNREACHED = ["network-failed", "hub-unavailable", "rate-limited"];
/** A repository that is here already is not kept waiting for. */
const SHORT = { retries: 0, timeoutMs: 10_000 };

/**
 * Brings what it takes to run a model of a repository into the cache: its manifest and graph; of a language model without a manifest everything.
 * What is there is not fetched again, and is taken as it is where the Hub can't be reached.
 *
 * @param kinds kinds of models that will do, the first that there is
 * @throws TinyCatsError "wrong-model", "no-manifest", those of download and of manifests; the signal's reason
 */
export async function pullModel(
  text: string,
  kinds: readonly ModelKind[],
  { graphs = "first", onProgress, ...options }: PullModelOptions,
): Promise<RunnableModel> {
  const { repo, revision } = parsePullSource(text);
  const request: DownloadOptions = {
    ...options,
    revision,
    ...(onProgress && { onProgress: ({ bytes, total }) => onProgress({ done: bytes, total }) }),
  };
  const choice = { only: kinds, wanted: (manifest: Manifest) => runFiles(manifest, graphs) };
  const fetch = (more: Partial<DownloadOptions>) => fetchRepository(repo, choice, { ...request, ...more });
  const kept = options.offline ? true : await isKept(repo, request);
  let unasked: string | undefined;
  const fetched = await fetch(kept && !options.offline ? SHORT : {}).catch(async (error) => {
    if (!kept || options.offline || !isHubError(error, ...UNREACHED)) throw error;
    unasked = error.message;
    return fetch({ offline: true }).catch(() => {
      throw error;
    });
  });
  const model = await modelOf(fetched, kinds, repo, options.signal);
  return {
    repo,
    revision,
    commit: fetched.commit,
    ...model,
    fetched: fetched.fetched,
    ...(unasked !== undefined && { unasked }),
  };
}

/** Whether the cache knows the commit that the revision stood at. */
async function isKept(repo: string, request: DownloadOptions): Promise<boolean> {
  return planDownload(repo, { ...request, offline: true, include: "/tiny-cats.json" }).then(
    () => true,
    (error) => {
      if (isHubError(error, "offline-missing")) return false;
      throw error;
    },
  );
}

function runFiles({ files }: Manifest, graphs: "first" | "all"): string[] {
  const first = files.find(({ role }) => role === "model");
  return files
    .filter((file) => file === first || (file.role === "model" ? graphs === "all" : file.role === "config"))
    .map(({ path }) => path);
}

async function modelOf(
  { folder }: Fetched,
  kinds: readonly ModelKind[],
  repo: string,
  signal: AbortSignal | undefined,
): Promise<Pick<RunnableModel, "folder" | "kind" | "manifest">> {
  const manifests = await readManifests(folder, signal ? { signal } : {});
  for (const kind of kinds) {
    const found = manifests.find(({ manifest }) => kindOf(manifest) === kind);
    if (found) return { folder: join(folder, found.folder), kind, manifest: found.manifest };
  }
  if (kinds.includes("language")) return { folder, kind: undefined, manifest: undefined };
  throw new TinyCatsError("no-manifest", `${repo} has no tiny-cats.json: nothing says how to run its model`, {
    value: repo,
    remedy:
      "give a repository that tiny-cats publish made, or convert the model: tiny-cats pull, then tiny-cats convert",
  });
}
