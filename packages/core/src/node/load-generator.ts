import type { Generator } from "../generator.ts";
import { type LoadModelOptions, startGenerator } from "../worker/load-model.ts";
import { defaultPool } from "./default-pool.ts";
import { findReadable, type ModelSource } from "./model-source.ts";

/**
 * Loads a generator whose graph runs in a worker thread.
 *
 * @throws TinyCatsError "model-not-found", "no-manifest", "hash-mismatch", "wrong-model", "no-runtime", "invalid-model", and those of reading a file.
 */
export async function loadGenerator(
  source: ModelSource,
  { pool = defaultPool(), ...options }: LoadModelOptions = {},
): Promise<Generator> {
  return startGenerator(
    () => findReadable(source, { ...options, task: "class-conditional-image-generation" }),
    pool,
    options,
  );
}
