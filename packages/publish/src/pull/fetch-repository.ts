import { type Downloaded, type DownloadOptions, download, exactPattern, planDownload } from "@tiny-cats/hub";
import type { Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LARGEST_CHECKSUMS } from "../checksums/read-checksums.ts";
import { LAYOUT } from "../layout.ts";
import { kindOf, type ModelKind } from "../model-kind.ts";
import { EVERYTHING, type Fetched } from "./fetched.ts";
import { MANIFESTS, readManifests } from "./read-manifests.ts";

/** What is read into memory of a repository, and how large it may be. */
const LARGEST: Readonly<Record<string, number>> = {
  ...Object.fromEntries(MANIFESTS.map((path) => [path, 1 << 20])),
  [LAYOUT.checksums]: LARGEST_CHECKSUMS,
  "config.json": 1 << 24,
};

/** What to bring of a repository. */
export interface FetchChoice {
  /** Kinds of models: all unless told. */
  only?: readonly ModelKind[];
  /** The files of a model that are wanted: all that its manifest lists unless told. */
  wanted?: (manifest: Manifest) => readonly string[];
  /** Called before anything is written. */
  onCommit?: (commit: string) => Promise<void>;
}

/**
 * Brings a repository's files, or those of the models that are wanted; of one without manifests everything.
 *
 * @throws TinyCatsError "wrong-model" where the repository holds none of the kinds, "file-too-large" for an absurd manifest; what download
 * and reading manifests throw.
 */
export async function fetchRepository(
  repo: string,
  { only, onCommit, wanted = ({ files }) => files.map(({ path }) => path) }: FetchChoice,
  options: DownloadOptions,
): Promise<Fetched> {
  const small = { ...options, include: Object.keys(LARGEST).map(exactPattern) };
  // What is to be parsed is bounded before it is fetched.
  const { files, commit } = await planDownload(repo, small);
  const absurd = files.find(({ path, size }) => size > (LARGEST[path] ?? 0));
  if (absurd) throw tooLarge(absurd.path, absurd.size);
  await onCommit?.(commit);
  if (!only) return { ...(await download(repo, { ...options, ...EVERYTHING })), whole: true };
  const { onProgress, ...quiet } = small;
  const first = await download(repo, quiet);
  const models = await readManifests(first.folder, options);
  if (models.length === 0)
    return joined(first, await download(repo, { ...options, ...EVERYTHING, revision: first.commit }), true);
  const fitting = models.filter(({ manifest }) => only.includes(kindOf(manifest)));
  const there = [...new Set(models.map(({ manifest }) => kindOf(manifest)))];
  if (fitting.length === 0) {
    throw new TinyCatsError("wrong-model", `${repo} holds a ${there.join(" and a ")}, not a ${only.join(" or ")}`, {
      value: there,
      remedy: `give a repository that holds a ${only.join(" or ")}`,
    });
  }
  const paths = fitting.flatMap(({ folder, manifest }) =>
    [...wanted(manifest), "README.md", "NOTICE"].map((path) =>
      exactPattern(folder === "" ? path : `${folder}/${path}`),
    ),
  );
  const chosen = { ...options, include: [...small.include, ...paths], revision: first.commit };
  const { bytesToFetch } = await planDownload(repo, chosen);
  // Progress is of what has to be waited for.
  const rest = await download(repo, bytesToFetch > 0 ? chosen : { ...chosen, onProgress: undefined });
  return joined(first, rest, false);
}

/** The second download finds what the first one brought. */
function joined(first: Downloaded, second: Downloaded, whole: boolean): Fetched {
  return {
    ...second,
    whole,
    fetched: first.fetched + second.fetched,
    reused: second.reused - first.fetched,
    seconds: first.seconds + second.seconds,
    retries: first.retries + second.retries,
  };
}

function tooLarge(path: string, size: number): TinyCatsError {
  return new TinyCatsError("file-too-large", `${path} of the repository has ${size} bytes`, {
    value: { path, size },
    remedy: "do not trust this repository: no such file is that large",
  });
}
