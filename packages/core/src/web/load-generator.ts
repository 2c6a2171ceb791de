import type { Generator } from "../generator.ts";
import { type LoadModelOptions, startGenerator } from "../worker/load-model.ts";
import { defaultPool } from "./default-pool.ts";
import { type FetchModelOptions, findModel, type ModelSource } from "./model-source.ts";

/**
 * Loads a generator whose graph runs in a web worker.
 *
 * @throws TinyCatsError "no-manifest", "download-failed", "hash-mismatch", "wrong-model", "no-runtime", "invalid-model", "no-web-crypto",
 * "no-webgpu" (asked for, and there is none that runs the graph), "unknown-device"; and "webgpu-lost" from its runs.
 */
export async function loadGenerator(
  source: ModelSource,
  { pool = defaultPool(), ...options }: LoadModelOptions & FetchModelOptions = {},
): Promise<Generator> {
  return startGenerator(() => findModel(source, options), pool, options);
}
