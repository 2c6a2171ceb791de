import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Place } from "./discovery.ts";
import type { Listing } from "./listing.ts";
import { modelPaths } from "./model-paths.ts";
import { trackedFiles } from "./tracked-files.ts";
import { type Walked, walk } from "./walk.ts";

type Options = { signal?: AbortSignal };
type Look = (folder: string, options: Options) => Promise<Listing>;

const LATEST = ".training-progress/checkpoints/latest_checkpoint.pt";
/** What a run of continuous integration keeps, the surest first. */
const BACKUPS = ["latest_checkpoint.pt", "best_model.pt", "ckpt.pt"];
const EXPORT = "best_model_export.pt";
const CACHED = "cache/checkpoints/latest.pt";
const MORE = "there is more below it than is looked at";

/** Where models are looked for around a folder, by place. */
export const LOOKS: Readonly<Record<Exclude<Place, "explicit" | "embedded">, Look>> = {
  folder: inFolder,
  git: inGit,
  artifacts: inArtifacts,
  training: inTraining,
  cache: inCache,
};

async function inFolder(folder: string, options: Options): Promise<Listing> {
  if ((await stat(folder)).isFile()) return { found: [{ path: folder, rank: 0 }], passed: [] };
  const walked = await walk(folder, { depth: 1, ...options });
  const { models, runs, layouts, checkpoints } = modelPaths(walked);
  const atRoot = (path: string) => !path.includes("/");
  return {
    found: [
      ...ranked(folder, models, 0),
      ...ranked(
        folder,
        [...layouts, ...runs].filter((path) => path === ""),
        1,
      ),
      ...ranked(folder, checkpoints.filter(atRoot), 2),
    ],
    passed: walked.cut ? [{ path: folder, reason: MORE }] : [],
  };
}

async function inGit(folder: string, options: Options): Promise<Listing> {
  const tracked = await trackedFiles(folder, options);
  const latest = await ifThere(folder, [LATEST]);
  const found = ranked(folder, latest.paths, 0);
  if ("reason" in tracked)
    return { found, passed: [{ path: join(folder, ".git"), reason: tracked.reason }, ...latest.passed] };
  const others = tracked.paths.filter((path) => !latest.paths.includes(path));
  return { found: [...found, ...ranked(folder, others, 1)], passed: latest.passed };
}

async function inArtifacts(folder: string, options: Options): Promise<Listing> {
  const top = await walk(folder, { depth: 0, ...options });
  const listing: Listing = { found: [], passed: [] };
  const backups = top.folders.filter((name) => name.startsWith("checkpoint-backup-"));
  for (const name of backups) {
    const walked = await walk(join(folder, name), { depth: 6, ...options });
    for (const path of walked.files) {
      const rank = BACKUPS.indexOf(basename(path));
      if (rank >= 0) listing.found.push({ path: join(folder, name, path), rank });
    }
    note(listing, join(folder, name), walked);
  }
  if (backups.length === 0) listing.passed.push({ path: join(folder, "checkpoint-backup-*"), reason: "not there" });
  await below(listing, folder, top, "artifacts", BACKUPS.length, options);
  return listing;
}

async function inTraining(folder: string, options: Options): Promise<Listing> {
  const top = await walk(folder, { depth: 0, ...options });
  const outs = top.folders.filter((name) => name.startsWith("out"));
  const exports = await ifThere(folder, [EXPORT, ...outs.map((out) => `${out}/${EXPORT}`)]);
  const listing: Listing = { found: ranked(folder, exports.paths, 0), passed: exports.passed };
  for (const name of [...outs, "checkpoints"]) await below(listing, folder, top, name, 1, options);
  if (outs.length === 0) listing.passed.push({ path: join(folder, "out*"), reason: "not there" });
  const known = new Set<string>();
  listing.found = listing.found.filter(({ path }) => !known.has(path) && known.add(path));
  return listing;
}

async function inCache(folder: string, options: Options): Promise<Listing> {
  const top = await walk(folder, { depth: 0, ...options });
  const outs = top.folders.filter((name) => name.startsWith("out"));
  const { paths, passed } = await ifThere(folder, [CACHED, ...outs.map((out) => `${out}/${CACHED}`)]);
  return { found: ranked(folder, paths, 0), passed };
}

/** Every model below one of the folder's own folders; a training's cache is a place of its own. */
async function below(listing: Listing, folder: string, top: Walked, name: string, rank: number, options: Options) {
  const root = join(folder, name);
  if (!top.folders.includes(name)) return void listing.passed.push({ path: root, reason: "not there" });
  const walked = await walk(root, { depth: 5, ...options });
  const { models, runs, layouts, checkpoints } = modelPaths({ files: walked.files.filter((path) => path !== CACHED) });
  listing.found.push(...ranked(root, [...models, ...runs, ...layouts, ...checkpoints], rank));
  note(listing, root, walked);
}

function note(listing: Listing, path: string, { cut }: Walked): void {
  if (cut) listing.passed.push({ path, reason: MORE });
}

function ranked(root: string, paths: readonly string[], rank: number): Listing["found"] {
  return paths.map((path) => ({ path: path === "" ? root : join(root, path), rank }));
}

async function ifThere(folder: string, paths: readonly string[]) {
  const sorted = { paths: [] as string[], passed: [] as Listing["passed"] };
  for (const path of paths) {
    const info = await stat(join(folder, path)).catch(() => undefined);
    if (info) sorted.paths.push(path);
    else sorted.passed.push({ path: join(folder, path), reason: "not there" });
  }
  return sorted;
}
