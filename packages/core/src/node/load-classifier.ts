import type { Classifier } from "../classifier.ts";
import { type LoadModelOptions, startClassifier } from "../worker/load-model.ts";
import { copyInPieces } from "./copy-in-pieces.ts";
import { defaultPool } from "./default-pool.ts";
import { findModel, type ModelSource, readGraph } from "./model-source.ts";

/**
 * Loads a classifier whose graph and preprocessing run in worker threads.
 *
 * @throws TinyCatsError "model-not-found", "no-manifest", "hash-mismatch", "wrong-model", "no-runtime", "invalid-model", and those of reading a file.
 */
export async function loadClassifier(
  source: ModelSource,
  { pool = defaultPool(), ...options }: LoadModelOptions = {},
): Promise<Classifier> {
  const found = await findModel(source, options);
  return startClassifier({ ...found, read: () => readGraph(found, options) }, pool, { ...options, copy: copyInPieces });
}
