import type { Classifier } from "../classifier.ts";
import { type LoadModelOptions, startClassifier } from "../worker/load-model.ts";
import { defaultPool } from "./default-pool.ts";
import { findReadable, type ModelSource } from "./model-source.ts";
import type { Picture } from "./picture.ts";
import { sendPicture } from "./send-picture.ts";

export interface LoadClassifierOptions extends LoadModelOptions {
  /** Pixels a picture given as a file may have; 100 million unless told. Checked before decoding. */
  maxPixels?: number;
}

/**
 * Loads a classifier that reads its pictures and runs its graph in a worker thread; pictures given as files are decoded there as decodeImage does.
 *
 * @throws TinyCatsError "model-not-found", "no-manifest", "hash-mismatch", "wrong-model", "no-runtime", "invalid-model", and those of reading a file;
 * from its methods also those of decodeImage.
 */
export async function loadClassifier(
  source: ModelSource,
  { pool = defaultPool(), ...options }: LoadClassifierOptions = {},
): Promise<Classifier<Picture>> {
  return startClassifier<Picture>(() => findReadable(source, { ...options, task: "image-classification" }), pool, {
    ...options,
    send: sendPicture,
  });
}
