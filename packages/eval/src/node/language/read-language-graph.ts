import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { convertCheckpoint, openModel, poolRuntime } from "@tiny-cats/architectures/node";
import type { WorkerPool } from "@tiny-cats/core/node";
import { readFileBounded, readJsonBounded, sha256 } from "@tiny-cats/files";
import { type LanguageGraph, notLanguage } from "./language-model.ts";

/** What a model without a record of its training says. */
const NOTHING = { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null };

const LARGEST_GRAPH = 2 ** 31;
const LARGEST_CONFIG = 2 ** 24;
/** As the schema of reports has it; a moment without its offset is none. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** How a model's file is read. */
export interface ReadGraphOptions {
  /** Which weights of a checkpoint; must be told where it has both. */
  weights?: "raw" | "ema";
  /** A parsed config.json, where the one beside the checkpoint is missing or wrong. */
  config?: Readonly<Record<string, unknown>>;
  signal?: AbortSignal;
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
    metadata: { ...NOTHING, config },
  };
}

async function convert(
  path: string,
  pool: WorkerPool,
  { signal, onProgress, ...options }: ReadGraphOptions,
): Promise<LanguageGraph> {
  const stop = signal ? { signal } : {};
  const metadata = await trained(path, { ...options, ...stop });
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-eval-"));
  try {
    const { source, weights, untrained, config } = await convertCheckpoint(path, join(folder, "model"), {
      ...options,
      ...stop,
      to: ["onnx"],
      // How badly an untrained model does is worth knowing; the report says that it is one.
      allowUntrained: true,
      runtime: poolRuntime(pool),
      onProgress: ({ bytes, total }) => onProgress?.({ done: bytes, total }),
    });
    const bytes = await readFileBounded(join(folder, "model/onnx/model.onnx"), { maxBytes: LARGEST_GRAPH, signal });
    const known = { ...metadata, config: config as Record<string, unknown>, weights };
    return {
      bytes,
      file: basename(source.path),
      sha256: source.sha256,
      context: contextOf(config),
      metadata: untrained === undefined ? known : Object.assign(known, { untrained }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a checkpoint says of its training, once it is known to hold a language model. */
async function trained(path: string, options: Omit<ReadGraphOptions, "onProgress">) {
  await using model = await openModel(path, options);
  const { name } = model.architecture;
  if (name !== "gpt2" && name !== "nanecho") throw notLanguage(`is a ${name}`, basename(path));
  const { iteration, train_loss, created_at } = model.training;
  return {
    ...NOTHING,
    step: iteration !== null && Number.isSafeInteger(iteration) && iteration >= 0 ? iteration : null,
    loss: train_loss,
    timestamp: created_at !== null && MOMENT.test(created_at) ? created_at : null,
  };
}

/** The config.json beside an .onnx file, or above the folder that it lies in. */
async function configBeside(path: string, signal?: AbortSignal): Promise<Record<string, unknown> | null> {
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const value = await readJsonBounded(join(folder, "config.json"), { maxBytes: LARGEST_CONFIG, signal }).catch(
      (error: { code?: string }) => {
        if (error.code === "file-not-found") return undefined;
        throw error;
      },
    );
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  }
  return null;
}

function contextOf(config: unknown): number | undefined {
  const { n_positions, block_size } = (config ?? {}) as Record<string, unknown>;
  return [n_positions, block_size].find(
    (length): length is number => typeof length === "number" && Number.isSafeInteger(length) && length >= 1,
  );
}
