import { join } from "node:path";
import type { WeightsKind } from "@tiny-cats/architectures";
import { ofCheckpoint } from "../checkpoint/of-checkpoint.ts";
import { type CheckpointOptions, withConverted } from "../checkpoint/with-converted.ts";
import { withTemporaryFolder } from "../checkpoint/with-temporary-folder.ts";
import { writeManifest } from "../checkpoint/write-manifest.ts";
import { acceptGenerator, describeGenerator } from "./describe-generator.ts";
import { type EvaluateGeneratorOptions, evaluateGenerator, type GeneratorEvaluated } from "./evaluate-generator.ts";

export interface EvaluateCheckpointOptions
  extends EvaluateGeneratorOptions,
    Pick<CheckpointOptions, "config" | "onConverting"> {
  /** Which weights, in this order; both unless told. */
  weights?: readonly WeightsKind[];
  /** Told which weights are about to be measured. */
  onWeights?(weights: WeightsKind): void;
}

/** What came of one kind of weights. */
export interface CheckpointEvaluated extends GeneratorEvaluated {
  weights: WeightsKind;
}

/**
 * As evaluateGenerator, of a TinyDiT checkpoint and each kind of its weights, with the same noise: what differs between their drawings is of the weights. The graphs
 * are made in a temporary folder. Each report's `measured.model` is the checkpoint, and its `weights` says which.
 *
 * @throws TinyCatsError "not-a-generator", "untrained-model", what converting and evaluateGenerator throw
 */
export async function evaluateCheckpoint(
  checkpoint: string,
  { weights: kinds = ["raw", "ema"], config, onConverting, onWeights, ...options }: EvaluateCheckpointOptions,
): Promise<CheckpointEvaluated[]> {
  const { signal } = options;
  return withTemporaryFolder(async (folder) => {
    // What real pictures look like to the extractor is the same for all.
    const cache = options.cache ?? join(folder, "cache");
    const evaluated: CheckpointEvaluated[] = [];
    for (const weights of kinds) {
      onWeights?.(weights);
      const conversion = { weights, config, signal, onConverting, accept: acceptGenerator };
      const one = await withConverted(checkpoint, conversion, async (converted) => {
        await writeManifest(converted, describeGenerator(converted), { signal });
        const { report, sheet } = await evaluateGenerator(converted.folder, { ...options, cache });
        return { weights, sheet, report: ofCheckpoint(report, converted) };
      });
      evaluated.push(one);
    }
    return evaluated;
  });
}
