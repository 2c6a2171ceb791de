import { realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ModelKind } from "../model-kind.ts";
import {
  type Candidate,
  type DiscoverOptions,
  type Discovery,
  type FoundModelSource,
  PLACES,
  type Place,
} from "./discovery.ts";
import { hashOf, type Identified, identify } from "./identify.ts";
import type { Listing } from "./listing.ts";
import { LOOKS } from "./places.ts";
import { noFolder, nothingFound, notUsable } from "./refusals.ts";

/** More than any training keeps; each is opened. */
const MOST_CANDIDATES = 200;
const KINDS: readonly ModelKind[] = ["classifier", "generator", "language"];

/**
 * Finds what there is to publish: what was named by hand, then in the folder given, in Git, in what continuous integration left, in what a training wrote, in its cache;
 * the embedded models where neither a folder nor a path was given. Of each kind the first is taken, and in one place the newest.
 * A language model is published alone: whichever comes first leaves the others out. Nothing is written, and only the headers of files are read
 * until one is taken.
 *
 * @throws TinyCatsError "nothing-to-publish" whose value lists what was looked at; "model-not-usable" or "untrained-model" for a path named by hand;
 * "no-such-folder"; the signal's reason
 */
export async function discover(options: DiscoverOptions = {}): Promise<Discovery> {
  const { only = KINDS, skip = [], signal } = options;
  const stop = signal ? { signal } : {};
  const search: Search = {
    wanted: KINDS.filter((kind) => only.includes(kind) && !skip.includes(kind)),
    models: [],
    looked: [],
    graphs: options.graphs ?? {},
    opened: 0,
    stop,
  };
  await takeExplicit(search, options.explicit ?? {});
  if (options.folder !== undefined) {
    const folder = withoutManifest(resolve(options.folder));
    if (!(await stat(folder).catch(() => undefined))) throw noFolder(options.folder);
    for (const place of PLACES) {
      if (place === "explicit" || place === "embedded") continue;
      await takePlace(search, place, folder, () => LOOKS[place](folder, stop));
    }
  } else if (options.embedded && Object.keys(options.explicit ?? {}).length === 0) {
    const { classifier, generator } = options.embedded;
    const found = [classifier, generator].map(({ manifest }) => ({ path: dirname(fileURLToPath(manifest)), rank: 0 }));
    await takePlace(search, "embedded", "", async () => ({ found, passed: [] }));
  }
  const { models, looked } = search;
  refuseLoneGraph(search);
  if (models.length === 0) throw nothingFound(looked);
  return { models: KINDS.flatMap((kind) => models.filter((model) => model.kind === kind)), looked };
}

interface Search {
  wanted: readonly ModelKind[];
  models: FoundModelSource[];
  looked: Candidate[];
  graphs: NonNullable<DiscoverOptions["graphs"]>;
  /** How many files were opened. */
  opened: number;
  stop: { signal?: AbortSignal };
}

async function takeExplicit(search: Search, explicit: NonNullable<DiscoverOptions["explicit"]>): Promise<void> {
  for (const kind of KINDS) {
    const given = explicit[kind];
    if (given === undefined) continue;
    const path = withoutManifest(resolve(given));
    const found = await identify(path, search.stop);
    if (!found.usable || found.kind !== kind) throw notUsable(kind, given, found);
    if (!search.wanted.includes(kind)) {
      pass(search, "explicit", path, found, `a ${kind} is not wanted`);
      continue;
    }
    await take(search, "explicit", path, found);
  }
}

async function takePlace(search: Search, place: Place, folder: string, look: () => Promise<Listing>): Promise<void> {
  if (missingKinds(search).length === 0) {
    const reason = "not looked at: all that is wanted was found before";
    search.looked.push({ place, path: folder, kind: null, taken: false, reason });
    return;
  }
  const { found, passed } = await look();
  for (const { path, reason } of passed) search.looked.push({ place, path, kind: null, taken: false, reason });
  const known: { path: string; rank: number; is: Identified }[] = [];
  for (const { path, rank } of found) {
    search.stop.signal?.throwIfAborted();
    const before = search.looked.find((candidate) => candidate.path === path);
    if (before) continue;
    if (folder !== "" && (await leadsOut(folder, path))) {
      search.looked.push({ place, path, kind: null, taken: false, reason: "a link that leads out of the folder" });
      continue;
    }
    if (++search.opened > MOST_CANDIDATES) {
      const reason = `not opened: more than ${MOST_CANDIDATES} files may be models`;
      search.looked.push({ place, path, kind: null, taken: false, reason });
    } else known.push({ path, rank, is: await identify(path, search.stop) });
  }
  known.sort((a, b) => a.rank - b.rank || (b.is.modified ?? 0) - (a.is.modified ?? 0) || (a.path < b.path ? -1 : 1));
  const takenHere = new Map<ModelKind, { rank: number; path: string }>();
  for (const { path, rank, is } of known) {
    const { kind } = is;
    const rival = kind && takenHere.get(kind);
    if (!is.usable || !kind) pass(search, place, path, is, is.reason);
    else if (rival && rival.rank === rank) pass(search, place, path, is, `older than ${rival.path}, which was taken`);
    else if (rival) pass(search, place, path, is, `${rival.path} goes before it`);
    else if (!missingKinds(search).includes(kind)) pass(search, place, path, is, unwanted(search, kind));
    else {
      takenHere.set(kind, { rank, path });
      await take(search, place, path, is);
    }
  }
}

/** A model's tiny-cats.json means its folder. */
function withoutManifest(path: string): string {
  return basename(path) === "tiny-cats.json" ? dirname(path) : path;
}

/** Whether a path is that of something within the folder, links followed. */
async function leadsOut(folder: string, path: string): Promise<boolean> {
  const [root, real] = await Promise.all([realpath(folder), realpath(path).catch(() => undefined)]);
  return real !== undefined && real !== root && !real.startsWith(`${root}${sep}`);
}

/** What is wanted still: beside a language model nothing, beside another no language model. */
function missingKinds({ wanted, models }: Search): ModelKind[] {
  const there = models.map(({ kind }) => kind);
  if (there.includes("language")) return [];
  return wanted.filter((kind) => !there.includes(kind) && (kind !== "language" || there.length === 0));
}

function unwanted({ wanted, models }: Search, kind: ModelKind): string {
  const same = models.find((model) => model.kind === kind);
  if (same) return `${same.path} goes before it`;
  if (!wanted.includes(kind)) return `a ${kind}${kind === "language" ? " model" : ""} is not wanted`;
  return `a language model is published alone, and ${models[0].path} was taken`;
}

async function take(
  { looked, models, graphs, stop }: Search,
  place: Place,
  path: string,
  found: Identified,
): Promise<void> {
  const kind = found.kind!;
  const graph = kind === "language" ? undefined : graphs[kind];
  models.push({
    kind,
    place,
    path: found.path ?? path,
    form: found.form!,
    sha256: await hashOf(found, stop),
    ...(graph !== undefined && { graph: resolve(graph) }),
  });
  looked.push({ place, path, kind, taken: true, reason: found.reason });
}

function pass({ looked }: Search, place: Place, path: string, { kind }: Identified, reason: string): void {
  looked.push({ place, path, kind, taken: false, reason });
}

function refuseLoneGraph({ graphs, models }: Search): void {
  for (const kind of ["classifier", "generator"] as const) {
    const graph = graphs[kind];
    if (graph === undefined || models.some((model) => model.kind === kind)) continue;
    throw new TinyCatsError("model-not-usable", `there is no checkpoint of a ${kind} to hold ${graph} to`, {
      value: graph,
      remedy: `give the checkpoint that it was made of with --${kind}, or leave --onnx-${kind} out`,
    });
  }
}
