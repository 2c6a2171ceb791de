import { stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileBounded, safeJoin } from "@tiny-cats/files";
import { type Manifest, parseManifestText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { EmbeddedModel } from "../embedded-model.ts";
import type { ReadableModel } from "../worker/load-model.ts";
import { sha256InPieces } from "./sha256-in-pieces.ts";

/** Where a model is: an embedded one, its folder, or one of the .onnx files its tiny-cats.json lists. */
export type ModelSource = EmbeddedModel | string | URL;

/** A model found on this machine. */
export interface FoundModel {
  folder: string;
  manifest: Manifest;
  /** The graph to run: the one asked for, else the manifest's first. */
  graph: Manifest["files"][number];
}

const MANIFEST = "tiny-cats.json";

/** Where a folder that holds several models keeps one that is not its own. */
const BELOW = {
  "image-classification": "classifier",
  "class-conditional-image-generation": "generator",
  "text-generation": "language",
} as const satisfies Record<Manifest["task"], string>;
const LARGEST_MANIFEST = 1 << 20;

export interface FindModelOptions {
  /** What the model must be for, where a folder holds several. */
  task?: Manifest["task"];
  signal?: AbortSignal;
}

/**
 * Finds a model and reads its manifest. A folder that has no model for the task asked for is looked for one in the folder named
 * for it directly below (classifier, generator, language), as repositories keep their generator; where none is, the folder's own is given.
 *
 * @throws TinyCatsError "model-not-found" where there is none, "no-manifest" where nothing describes it, and what parseManifestText throws.
 */
export async function findModel(source: ModelSource, { task, signal }: FindModelOptions = {}): Promise<FoundModel> {
  if (typeof source === "object" && "manifest" in source)
    return inFolder(dirname(fileURLToPath(source.manifest)), signal);
  const path = typeof source === "string" ? source : fileURLToPath(source);
  const info = await stat(path).catch((cause) => {
    throw new TinyCatsError("model-not-found", `there is no model at ${path}`, {
      value: path,
      remedy: "give the folder of a model, or an .onnx file inside one",
      cause,
    });
  });
  if (!info.isDirectory()) return aroundFile(path, signal);
  return inFolder((await folderFor(path, task, signal)) ?? path, signal);
}

/** The folder below that has a model for the task, where the folder itself has none. */
async function folderFor(
  folder: string,
  task: Manifest["task"] | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (task === undefined || (await readManifest(folder, signal))?.task === task) return undefined;
  const below = join(folder, BELOW[task]);
  return (await readManifest(below, signal))?.task === task ? below : undefined;
}

async function inFolder(folder: string, signal?: AbortSignal): Promise<FoundModel> {
  const manifest = await readManifest(folder, signal);
  if (!manifest) throw noManifest(folder);
  const graph = manifest.files.find(({ role }) => role === "model");
  if (!graph) {
    throw new TinyCatsError("model-file-missing", `${manifest.name} lists no graph to run`, {
      value: folder,
      remedy: "use a model whose tiny-cats.json lists a file of role model",
    });
  }
  return { folder, manifest, graph };
}

/** A file given alone is described by the manifest beside it, or by the one above it, as in onnx/model.onnx. */
async function aroundFile(path: string, signal?: AbortSignal): Promise<FoundModel> {
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const manifest = await readManifest(folder, signal);
    const listed = relative(folder, path).split(sep).join("/");
    const graph = manifest?.files.find((entry) => entry.path === listed);
    if (manifest && graph) return { folder, manifest, graph };
  }
  throw noManifest(path);
}

function noManifest(path: string): TinyCatsError {
  return new TinyCatsError("no-manifest", `no ${MANIFEST} describes ${path}`, {
    value: path,
    remedy: `give the folder of a model with a ${MANIFEST}, or a file that one lists`,
  });
}

async function readManifest(folder: string, signal?: AbortSignal): Promise<Manifest | undefined> {
  const bytes = await readFileBounded(join(folder, MANIFEST), { maxBytes: LARGEST_MANIFEST, signal }).catch(
    (error: { code?: string }) => {
      if (error.code === "file-not-found") return undefined;
      throw error;
    },
  );
  return bytes && parseManifestText(new TextDecoder().decode(bytes));
}

/**
 * The graph's bytes, held against the manifest's size and hash.
 *
 * @throws TinyCatsError "hash-mismatch", and those of reading a file.
 */
export async function readGraph(
  { folder, manifest, graph }: FoundModel,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const bytes = await readFileBounded(safeJoin(folder, graph.path), { maxBytes: graph.bytes, signal });
  const actual = await sha256InPieces(bytes);
  if (actual === graph.sha256) return bytes;
  throw new TinyCatsError("hash-mismatch", `${graph.path} of ${manifest.name} is not the file its manifest describes`, {
    value: { expected: graph.sha256, actual, bytes: bytes.length },
    remedy: "the file is damaged or was changed: fetch the model again",
  });
}

/** A model found, and how its graph is read. @throws what findModel throws */
export async function findReadable(source: ModelSource, options: FindModelOptions): Promise<ReadableModel> {
  const found = await findModel(source, options);
  return { ...found, read: () => readGraph(found, options) };
}
