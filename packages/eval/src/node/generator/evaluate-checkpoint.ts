import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { OnnxRuntime } from "@tiny-cats/architectures/node";
import { checkpointFolder, type WeightsKind } from "./checkpoint-folder.ts";
import { type EvaluateGeneratorOptions, evaluateGenerator, type GeneratorEvaluated } from "./evaluate-generator.ts";

export interface EvaluateCheckpointOptions extends EvaluateGeneratorOptions {
  /** Which weights, in this order; both unless told. */
  weights?: readonly WeightsKind[];
  /** config.json of the model, where the checkpoint does not tell it all. */
  config?: Readonly<Record<string, unknown>>;
  /** Runs the graph for its parity check; the float64 interpreter unless given. */
  runtime?: OnnxRuntime;
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
  { weights: kinds = ["raw", "ema"], config, runtime, onWeights, ...options }: EvaluateCheckpointOptions,
): Promise<CheckpointEvaluated[]> {
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-eval-"));
  // What real pictures look like to the extractor is the same for all.
  const cache = options.cache ?? join(folder, "cache");
  const { signal } = options;
  try {
    const evaluated: CheckpointEvaluated[] = [];
    for (const weights of kinds) {
      onWeights?.(weights);
      const place = join(folder, weights);
      const made = await checkpointFolder(checkpoint, place, { weights, config, runtime, signal });
      const { report, sheet } = await evaluateGenerator(place, { ...options, cache });
      const { measured, metadata } = report;
      evaluated.push({
        weights,
        sheet,
        report: {
          ...report,
          weights,
          measured: { ...measured, model: { file: basename(checkpoint), sha256: made.sha256 } },
          metadata: { ...metadata, config: made.config },
        },
      });
    }
    return evaluated;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
