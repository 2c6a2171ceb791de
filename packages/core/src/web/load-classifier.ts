import type { Classifier } from "../classifier.ts";
import type { RgbImage } from "../image/rgb-image.ts";
import { type LoadModelOptions, startClassifier } from "../worker/load-model.ts";
import { defaultPool } from "./default-pool.ts";
import { type FetchModelOptions, findModel, type ModelSource } from "./model-source.ts";

/**
 * Loads a classifier whose graph and preprocessing run in web workers.
 *
 * @throws TinyCatsError "no-manifest", "download-failed", "hash-mismatch", "wrong-model", "no-runtime", "invalid-model", "no-web-crypto",
 * "no-webgpu" (asked for, and there is none that runs the graph), "unknown-device"; and "webgpu-lost" from its runs.
 */
export async function loadClassifier(
  source: ModelSource,
  { pool = defaultPool(), ...options }: LoadModelOptions & FetchModelOptions = {},
): Promise<Classifier> {
  return startClassifier(() => findModel(source, options), pool, {
    ...options,
    send: (image: RgbImage) => ({ ...image, data: image.data.slice() }),
  });
}
