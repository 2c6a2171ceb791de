import { lstat, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { inspectCheckpoint, openModel } from "@tiny-cats/architectures/node";
import { findModel } from "@tiny-cats/core/node";
import { safeJoin, sha256File } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { kindOf, type ModelKind } from "../model-kind.ts";
import { architectureKind } from "./architecture-kind.ts";
import { isLfsPointer } from "./lfs-pointer.ts";

/** What a path was found to hold. */
export interface Identified {
  kind: ModelKind | null;
  form?: "model-folder" | "checkpoint";
  /** The folder of a training's checkpoint, where one that holds several was given: it stays the same whatever is saved meanwhile. */
  path?: string;
  /** The file whose hash stands for the model. */
  file?: string;
  /** When that file was last written, in ms since 1970. */
  modified?: number;
  /** Why it can't be published, else what it is. */
  reason: string;
  usable: boolean;
  /** What would make it usable, where that is known. */
  remedy?: string;
  /** Set where the reason is that it was never trained. */
  untrained?: boolean;
}

const unusable = (reason: string, kind: ModelKind | null = null): Identified => ({ kind, reason, usable: false });

/** Finds out what a model's folder, a folder in Hugging Face's layout or a checkpoint's file holds. Throws the signal's reason. */
export async function identify(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<Identified> {
  const options = signal ? { signal } : {};
  try {
    const info = await stat(path).catch(() => undefined);
    if (!info) return unusable("not there");
    if (info.isDirectory()) {
      const manifest = await lstat(join(path, "tiny-cats.json")).catch(() => undefined);
      return manifest ? await modelFolder(path, options) : await checkpoint(path, options);
    }
    if (!info.isFile()) return unusable("neither a file nor a folder");
    if (path.endsWith(".onnx"))
      return unusable("a graph alone, which goes with its checkpoint or in its model's folder");
    if (await isLfsPointer(path, options)) return unusable("a Git LFS pointer, whose content was not fetched");
    return await checkpoint(path, options);
  } catch (error) {
    signal?.throwIfAborted();
    const { code, message } = error as { code?: unknown; message: string };
    if (typeof code !== "string") throw error;
    return unusable(`${READING.has(code) ? "no checkpoint" : "can't be used"}: ${message}`);
  }
}

/** Beside a .pt file a config.json may be another model's. */
const CONFIG_NEEDED =
  "put it into a folder of its own as pytorch_model.bin (safetensors as model.safetensors) with the model's config.json, and give that folder";

/** Codes that mean that a file is of another kind altogether. */
const READING = new Set(["unsupported-checkpoint", "no-weights-file"]);

async function modelFolder(path: string, options: { signal?: AbortSignal }): Promise<Identified> {
  const { folder, manifest, graph } = await findModel(path, options);
  const kind = kindOf(manifest);
  const { untrained, origin } = manifest.provenance ?? {};
  if (untrained) return { ...unusable(`never trained, as its tiny-cats.json says: ${origin}`, kind), untrained };
  const file = safeJoin(folder, graph.path);
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) return unusable(`its graph ${graph.path} is not there`, kind);
  if (await isLfsPointer(file, options))
    return unusable(`its graph ${graph.path} is a Git LFS pointer, whose content was not fetched`, kind);
  return {
    kind,
    form: "model-folder",
    file,
    modified: info.mtimeMs,
    reason: `the folder of ${manifest.name}`,
    usable: true,
  };
}

async function checkpoint(path: string, options: { signal?: AbortSignal }): Promise<Identified> {
  const { model, unknown, states, tree, path: file } = await inspectCheckpoint(path, { ...options, statistics: false });
  if (!model) {
    if (states.length === 0 && holdsOptimizer(tree)) return unusable("an optimizer's state only");
    if (unknown?.code === "config-needed") return { ...unusable(unknown.message), remedy: CONFIG_NEEDED };
    return unusable(`another kind: ${unknown?.message}`);
  }
  const kind = architectureKind(model.architecture);
  if (!kind) return unusable(`another kind: ${model.architecture} is not published`);
  const folder = dirname(file);
  const isWithin = file !== path && folder !== path;
  const untrained = await untrainedBecause(isWithin ? folder : path, model.weights, options);
  if (untrained !== undefined) return { ...unusable(`never trained: ${untrained}`, kind), untrained: true };
  return {
    kind,
    form: "checkpoint",
    ...(isWithin && { path: folder }),
    file,
    modified: (await stat(file)).mtimeMs,
    reason: `a checkpoint of ${model.architecture}, laid out as ${model.title}${isWithin ? `, in ${basename(folder)}` : ""}`,
    usable: true,
  };
}

async function untrainedBecause(path: string, weights: readonly string[], options: { signal?: AbortSignal }) {
  const chosen = weights.length > 1 ? { weights: "ema" as const } : {};
  try {
    await using model = await openModel(path, { ...options, ...chosen });
    return model.untrained;
  } catch (error) {
    // What is wrong with it is told in full when it is prepared; a truncated one is no use before.
    if (isTinyCatsError(error) && error.code === "weights-not-chosen") return undefined;
    throw error;
  }
}

function holdsOptimizer(tree: unknown): boolean {
  return (
    typeof tree === "object" &&
    tree !== null &&
    Object.keys(tree).some((key) => /optim/i.test(key) || key === "param_groups")
  );
}

/** The hash that stands for a model. */
export async function hashOf({ file }: Identified, options: { signal?: AbortSignal }): Promise<string> {
  return sha256File(file!, options);
}
