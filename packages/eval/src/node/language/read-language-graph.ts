import { basename, dirname, join } from "node:path";
import { gpt2, nanEcho } from "@tiny-cats/architectures";
import type { WorkerPool } from "@tiny-cats/core/node";
import { ifThere, readFileBounded, readJsonBounded, sha256 } from "@tiny-cats/files";
import { LARGEST_GRAPH } from "../checkpoint/largest-graph.ts";
import { NO_TRAINING_FACTS } from "../checkpoint/training-facts.ts";
import { type CheckpointOptions, withConverted } from "../checkpoint/with-converted.ts";
import { contextOf } from "./context-of.ts";
import type { LanguageGraph } from "./language-model.ts";
import { notLanguage } from "./not-language.ts";

const LARGEST_CONFIG = 2 ** 24;

/** How a model's file is read. */
export interface ReadGraphOptions extends Omit<CheckpointOptions, "onConverting"> {
  /** In bytes of the checkpoint's conversion. */
  onProgress?(progress: { done: number; total: number }): void;
}

/**
 * A language model's graph: an .onnx file as it is, a checkpoint converted in a temporary folder that is removed again.
 *
 * @throws TinyCatsError "wrong-model" for a checkpoint of another architecture, what convertCheckpoint throws; FilesError of reading a file
 */
export async function readLanguageGraph(
  path: string,
  pool: WorkerPool,
  options: ReadGraphOptions,
): Promise<LanguageGraph> {
  if (!path.endsWith(".onnx")) return convert(path, pool, options);
  const { signal } = options;
  const bytes = await readFileBounded(path, { maxBytes: LARGEST_GRAPH, signal });
  const config = await configBeside(path, signal);
  return {
    bytes,
    file: basename(path),
    sha256: sha256(bytes),
    context: contextOf(config),
    metadata: { ...NO_TRAINING_FACTS, config },
  };
}

function convert(path: string, pool: WorkerPool, { onProgress, ...options }: ReadGraphOptions): Promise<LanguageGraph> {
  const { signal } = options;
  // How badly an untrained model does is worth knowing; the report says that it is one.
  const conversion = { ...options, pool, allowUntrained: true, accept: acceptLanguageModel, onConverting: onProgress };
  return withConverted(path, conversion, async ({ folder, graph, file, sha256, config, training, ...made }) => {
    const { weights, untrained } = made;
    const bytes = await readFileBounded(join(folder, graph.path), { maxBytes: LARGEST_GRAPH, signal });
    const metadata = Object.assign({ ...training, config, weights }, untrained !== undefined && { untrained });
    return { bytes, file, sha256, context: contextOf(config), metadata };
  });
}

function acceptLanguageModel({ architecture, file }: { architecture: string; file: string }): void {
  if (architecture !== gpt2.name && architecture !== nanEcho.name) throw notLanguage(`is a ${architecture}`, file);
}

/** The config.json beside an .onnx file, or above the folder that it lies in. */
async function configBeside(path: string, signal?: AbortSignal): Promise<Record<string, unknown> | null> {
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const value = await ifThere(readJsonBounded(join(folder, "config.json"), { maxBytes: LARGEST_CONFIG, signal }));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  }
  return null;
}
