import { type Classifier, createClassifier } from "../classifier.ts";
import type { RgbImage } from "../image/rgb-image.ts";
import { wrongModel } from "../model-io.ts";
import { copyInPieces } from "./copy-in-pieces.ts";
import { defaultPool } from "./default-pool.ts";
import { findModel, type ModelSource, readGraph } from "./model-source.ts";
import type { LoadOptions, WorkerPool } from "./worker-pool.ts";

export interface LoadModelOptions extends LoadOptions {
  /** Where the session lives; a pool of the process's own unless told. */
  pool?: WorkerPool;
}

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
  const { manifest } = found;
  if (manifest.task !== "image-classification") throw wrongModel(`${manifest.name} is no classifier`, manifest.task);
  const session = await pool.load(await readGraph(found, options), options);
  try {
    return createClassifier(session, manifest, {
      // The caller keeps its picture: what moves to the worker is a copy.
      preprocess: async (image: RgbImage, spec) =>
        session.preprocess({ ...image, data: await copyInPieces(image.data) }, spec),
    });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
