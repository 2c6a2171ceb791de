import type { WorkerPool } from "@tiny-cats/core/node";
import { type LanguageModel, startLanguageModel } from "./language-model.ts";
import { type ReadGraphOptions, readLanguageGraph } from "./read-language-graph.ts";

/** How a language model is opened, and where it runs. */
export interface OpenLanguageModelOptions extends ReadGraphOptions {
  pool: WorkerPool;
}

/**
 * Opens a language model to be asked for logits: an .onnx file (`input_ids` -> `logits`) with the config.json beside or above it, or a checkpoint or
 * folder of a GPT-2 or NanEcho, which is converted in a temporary folder.
 *
 * @throws TinyCatsError "wrong-model" for a model of another kind; what convertCheckpoint and the pool throw; FilesError of reading a file; the
 * signal's reason
 */
export async function openLanguageModel(
  path: string,
  { pool, ...options }: OpenLanguageModelOptions,
): Promise<LanguageModel> {
  const { signal } = options;
  return startLanguageModel(await readLanguageGraph(path, pool, options), pool, signal ? { signal } : {});
}
