import type { WeightsKind } from "@tiny-cats/architectures";
import type { ImageSet } from "@tiny-cats/data";
import { ofCheckpoint } from "../checkpoint/of-checkpoint.ts";
import { type CheckpointOptions, withConverted } from "../checkpoint/with-converted.ts";
import { writeManifest } from "../checkpoint/write-manifest.ts";
import { acceptClassifier, describeClassifier } from "./describe-classifier.ts";
import { type ClassifierReport, type EvaluateClassifierOptions, evaluateClassifier } from "./evaluate-classifier.ts";

export interface EvaluateClassifierCheckpointOptions extends EvaluateClassifierOptions, CheckpointOptions {}

/**
 * As evaluateClassifier, of a checkpoint (.pt, .safetensors) of a ResNet or MobileNet with an output for each of the project's labels, in their order. Its graph is
 * made in a temporary folder; pictures are prepared as for the embedded classifier. `measured.model` is the checkpoint, by its own SHA-256.
 *
 * @throws TinyCatsError "not-a-classifier", "untrained-model", what converting and evaluateClassifier throw
 */
export async function evaluateClassifierCheckpoint(
  checkpoint: string,
  set: ImageSet,
  { weights, config, onConverting, ...options }: EvaluateClassifierCheckpointOptions,
): Promise<ClassifierReport & { weights: WeightsKind }> {
  const { signal } = options;
  const conversion = { weights, config, signal, onConverting, accept: acceptClassifier };
  return withConverted(checkpoint, conversion, async (converted) => {
    await writeManifest(converted, describeClassifier(), { signal });
    return ofCheckpoint(await evaluateClassifier(converted.folder, set, options), converted);
  });
}
