import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { WeightsKind } from "@tiny-cats/architectures";
import { convertCheckpoint, openModel, poolRuntime } from "@tiny-cats/architectures/node";
import { createWorkerPool, type WorkerPool } from "@tiny-cats/core/node";
import { type TrainingFacts, trainingFacts } from "./training-facts.ts";
import { withTemporaryFolder } from "./with-temporary-folder.ts";

/** How a checkpoint is read. */
export interface CheckpointOptions {
  /** Which weights; must be told where it has both. */
  weights?: WeightsKind;
  /** A parsed config.json, where the one beside the checkpoint is missing or wrong. */
  config?: Readonly<Record<string, unknown>>;
  signal?: AbortSignal;
  /** In bytes of the conversion's stages. */
  onConverting?(progress: { done: number; total: number }): void;
}

export interface ConversionOptions extends CheckpointOptions {
  /** Runs the graph for its parity check; one of its own unless told. */
  pool?: WorkerPool;
  /** Converts weights that were never trained as well; `untrained` says so. */
  allowUntrained?: boolean;
  /** Throws where the model is none that can be measured, before anything is converted. */
  accept(model: { architecture: string; config: unknown; file: string }): void;
}

/** A checkpoint with the graph that was made of it. */
export interface Converted {
  /** The checkpoint's. */
  readonly file: string;
  readonly sha256: string;
  readonly architecture: string;
  readonly config: Record<string, unknown>;
  readonly weights: WeightsKind;
  /** Why the weights are known not to have been trained. */
  readonly untrained?: string;
  readonly training: TrainingFacts;
  /** Where the graph is, and the graph as a manifest lists it. */
  readonly folder: string;
  readonly graph: { readonly path: string; readonly bytes: number; readonly sha256: string };
}

const GRAPH = "onnx/model.onnx";

/**
 * Gives what a checkpoint, or a folder in Hugging Face's layout, becomes as ONNX, in a temporary folder that is removed again.
 *
 * @throws what `accept`, openModel, convertCheckpoint and `use` throw, "untrained-model" among them
 */
export async function withConverted<T>(
  path: string,
  { accept, pool, allowUntrained = false, weights: wanted, config: told, signal, onConverting }: ConversionOptions,
  use: (converted: Converted) => Promise<T>,
): Promise<T> {
  const options = { ...(wanted && { weights: wanted }), ...(told && { config: told }), ...(signal && { signal }) };
  const training = await readTraining(path, options, accept);
  return withTemporaryFolder(async (root) => {
    const folder = join(root, "model");
    const own = pool ? undefined : createWorkerPool({ workers: 1 });
    const made = await convertCheckpoint(path, folder, {
      ...options,
      to: ["onnx"],
      allowUntrained,
      runtime: poolRuntime(pool ?? own!),
      ...(onConverting && { onProgress: ({ bytes, total }) => onConverting({ done: bytes, total }) }),
    }).finally(() => own?.dispose());
    const { source, architecture, weights, untrained, files } = made;
    const { sha256 } = files.find((file) => file.path === GRAPH)!;
    const { size: bytes } = await stat(join(folder, GRAPH));
    return use({
      ...{ file: basename(source.path), sha256: source.sha256, architecture, weights, training, folder },
      config: made.config as Record<string, unknown>,
      ...(untrained !== undefined && { untrained }),
      graph: { path: GRAPH, bytes, sha256 },
    });
  });
}

async function readTraining(
  path: string,
  options: Omit<CheckpointOptions, "onConverting">,
  accept: ConversionOptions["accept"],
): Promise<TrainingFacts> {
  await using model = await openModel(path, options);
  accept({ architecture: model.architecture.name, config: model.config, file: basename(path) });
  return trainingFacts(model.training);
}
