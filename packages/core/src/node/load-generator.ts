import { createGenerator, type Generator } from "../generator.ts";
import { wrongModel } from "../model-io.ts";
import { defaultPool } from "./default-pool.ts";
import type { LoadModelOptions } from "./load-classifier.ts";
import { findModel, type ModelSource, readGraph } from "./model-source.ts";

/**
 * Loads a generator whose graph runs in a worker thread.
 *
 * @throws TinyCatsError "model-not-found", "no-manifest", "hash-mismatch", "wrong-model", "no-runtime", "invalid-model", and those of reading a file.
 */
export async function loadGenerator(
  source: ModelSource,
  { pool = defaultPool(), ...options }: LoadModelOptions = {},
): Promise<Generator> {
  const found = await findModel(source, options);
  const { manifest } = found;
  if (manifest.task !== "class-conditional-image-generation")
    throw wrongModel(`${manifest.name} is no generator of pictures`, manifest.task);
  const session = await pool.load(await readGraph(found, options), options);
  try {
    return createGenerator(session, manifest, { modelSha256: found.graph.sha256 });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
