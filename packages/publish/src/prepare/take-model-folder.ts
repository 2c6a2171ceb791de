import { rm } from "node:fs/promises";
import { join } from "node:path";
import { preprocessorConfig } from "@tiny-cats/architectures";
import { openModel, poolRuntime, verifyOnnx } from "@tiny-cats/architectures/node";
import { findModel } from "@tiny-cats/core/node";
import { safeJoin, writeFileAtomic } from "@tiny-cats/files";
import type { Manifest } from "@tiny-cats/schema";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { MissingFile, PreparedModel } from "../prepared.ts";
import { copyHashed } from "./copy-hashed.ts";
import { exists } from "./exists.ts";
import { layoutPaths } from "./layout-path.ts";
import type { Making } from "./making.ts";
import { readJson } from "./read-json.ts";
import { rebuildWeights } from "./rebuild-weights.ts";

type Entry = Manifest["files"][number];

/** A model's folder as it was taken over. */
export interface TakenFolder {
  manifest: Manifest;
  /** In the repository's layout. */
  files: Entry[];
  source: PreparedModel["source"];
  parity?: PreparedModel["parity"];
  missing: MissingFile[];
  notes: string[];
}

/**
 * Copies a model's folder, every file held to its manifest, under the names of the repository's layout. Weights that are not there are made again
 * of the graph where that gives the very file.
 *
 * @throws TinyCatsError "untrained-model", "hash-mismatch", "file-missing"; what findModel throws; with a graph given, what verifyOnnx does
 */
export async function takeModelFolder(path: string, graph: string | undefined, making: Making): Promise<TakenFolder> {
  const { out, signal } = making;
  const stop = signal ? { signal } : {};
  const found = await findModel(path, stop);
  const { folder, manifest } = found;
  if (manifest.provenance?.untrained) throw untrained(folder, manifest.provenance.origin);
  const taken: TakenFolder = {
    manifest,
    files: [],
    source: { path: found.graph.path.split("/").pop()!, sha256: found.graph.sha256 },
    missing: [],
    notes: [],
  };
  const paths = layoutPaths(manifest.files);
  for (const entry of manifest.files) {
    if (entry.path === LAYOUT.card) continue;
    const to = paths.get(entry.path)!;
    const from = safeJoin(folder, entry.path);
    if (await exists(from)) {
      const copied = await copyHashed(from, join(out, to), {
        ...stop,
        onBytes: (bytes, total) => making.onProgress(`copying ${to}`, bytes, total),
      });
      if (copied.sha256 !== entry.sha256) throw mismatch(manifest.name, entry, copied.sha256);
      const { optional, ...rest } = entry;
      taken.files.push({ ...rest, path: to });
      if (to !== entry.path) taken.notes.push(`${entry.path} lies at ${to} in the repository.`);
    } else if (await rebuilt(entry, to, taken, making)) {
      const { optional, ...rest } = entry;
      taken.files.push({ ...rest, path: to });
    } else if (entry.role !== "preprocessor" || manifest.task !== "image-classification") {
      const mayLack = entry.role !== "model" || entry !== manifest.files.find(({ role }) => role === "model");
      taken.missing.push(allowed(making, to, entry.optional === true, mayLack, folder));
    }
  }
  await completeLayout(taken, folder, making);
  await refuseUntrained(making, taken.notes);
  if (graph !== undefined) await takeGraph(graph, taken, making);
  return taken;
}

/** What every repository of the kind has, whatever the manifest lists. */
async function completeLayout(taken: TakenFolder, folder: string, making: Making): Promise<void> {
  const { manifest, files, missing } = taken;
  const has = (path: string) =>
    [...files, ...missing.map((file) => ({ path: file.path.split("/").pop()! }))].some((file) => file.path === path);
  if (manifest.task === "image-classification" && !has("preprocessor_config.json")) {
    const text = `${JSON.stringify(preprocessorConfig(manifest.preprocessing), null, 2)}\n`;
    await writeFileAtomic(
      join(making.out, "preprocessor_config.json"),
      text,
      making.signal ? { signal: making.signal } : {},
    );
    taken.notes.push("preprocessor_config.json was written by what tiny-cats.json says.");
  }
  for (const path of [LAYOUT.weights, "config.json"]) {
    if (!has(path)) missing.push(allowed(making, path, false, true, folder));
  }
}

function allowed(making: Making, path: string, optional: boolean, mayLack: boolean, folder: string): MissingFile {
  const whole = making.folder === "" ? path : `${making.folder}/${path}`;
  const named = making.allowMissing?.find((name) => name === whole || name === whole.split("/").pop());
  if (mayLack && named !== undefined) return { path: whole, allowed_because: `--allow-missing names ${named}` };
  if (mayLack && optional) return { path: whole, allowed_because: "tiny-cats.json marks it as optional" };
  throw new TinyCatsError("file-missing", `${folder} lacks ${path}, which a published model has`, {
    value: whole,
    remedy: mayLack
      ? `put it there, or publish without it: --allow-missing ${whole}`
      : "fetch the model again: without its graph there is nothing to publish",
  });
}

async function rebuilt(
  entry: Entry,
  to: string,
  { manifest, files, notes }: TakenFolder,
  making: Making,
): Promise<boolean> {
  const graph = files.find(
    ({ role, dtype }) => role === "model" && (dtype ?? "float32") === (entry.dtype ?? "float32"),
  );
  if (entry.role !== "weights" || !graph) return false;
  const stop = making.signal ? { signal: making.signal } : {};
  const source = { architecture: manifest.architecture, sha256: entry.sha256, bytes: entry.bytes };
  const config = await configOf(manifest, making);
  const bytes = await rebuildWeights(join(making.out, graph.path), { ...source, config }, stop);
  if (!bytes) return false;
  await writeFileAtomic(join(making.out, to), bytes, stop);
  notes.push(`${to} was made again of the graph, and is the file that tiny-cats.json describes.`);
  return true;
}

/** The configuration may be listed after the weights: it is read where it comes from. */
async function configOf(manifest: Manifest, { source, signal }: Making): Promise<unknown> {
  const entry = manifest.files.find(({ role }) => role === "config");
  return entry && readJson(safeJoin(source, entry.path), signal ? { signal } : {});
}

/** Weights of an architecture that is known are looked at, whatever the manifest says. */
async function refuseUntrained({ out, signal }: Making, notes: string[]): Promise<void> {
  if (!(await exists(join(out, LAYOUT.weights)))) return;
  try {
    await using model = await openModel(out, signal ? { signal } : {});
    if (model.untrained !== undefined) throw untrained(out, model.untrained);
  } catch (error) {
    signal?.throwIfAborted();
    if (!isTinyCatsError(error) || error.code === "untrained-model") throw error;
    notes.push(`Whether its weights were trained could not be looked at: ${error.message}.`);
  }
}

async function takeGraph(graph: string, taken: TakenFolder, making: Making): Promise<void> {
  const { out, pool, signal } = making;
  const stop = signal ? { signal } : {};
  const { parity } = await verifyOnnx(graph, { ...stop, against: out, tolerance: 1e-4, runtime: poolRuntime(pool) });
  const first = taken.files.find(({ role }) => role === "model")!;
  const copied = await copyHashed(graph, join(out, first.path), stop);
  Object.assign(first, copied);
  // What was made of the other graph is not of this one.
  const others = taken.files.filter((file) => file.role === "model" && file !== first);
  taken.files = taken.files.filter((file) => !others.includes(file));
  for (const { path } of others) await rm(join(out, path));
  taken.source = { path: graph.split(/[\\/]/).pop()!, sha256: copied.sha256 };
  taken.parity = { largest_gap: parity.largest_gap, tolerance: parity.tolerance };
  taken.notes.push("The graph is the one given; its outputs were held to the weights'.");
}

function untrained(folder: string, why: string): TinyCatsError {
  return new TinyCatsError("untrained-model", `the model in ${folder} was not trained: ${why}`, {
    value: why,
    remedy: "publish a model of a training that has run",
  });
}

function mismatch(name: string, { path, sha256, bytes }: Entry, actual: string): TinyCatsError {
  return new TinyCatsError("hash-mismatch", `${path} of ${name} is not the file its manifest describes`, {
    value: { expected: sha256, actual, bytes },
    remedy: "the file is damaged, was changed, or is a Git LFS pointer: fetch the model again",
  });
}
