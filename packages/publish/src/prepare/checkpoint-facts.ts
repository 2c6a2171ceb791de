import { inspectCheckpoint, openModel, type TrainingRun } from "@tiny-cats/architectures/node";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { floatType } from "./float-type.ts";

/** What is known of a checkpoint before it is converted. */
export interface CheckpointFacts {
  architecture: string;
  config: Record<string, unknown>;
  weights: "raw" | "ema";
  dtype: "float16" | "float32" | "float64" | "bfloat16" | undefined;
  /** Numbers learnt; statistics of batches are none. */
  parameters: number;
  iteration: number | null;
  /** What its training says of itself. */
  run?: TrainingRun;
  notes: string[];
}

/**
 * Opens a checkpoint once, with the moving average where there is one unless told otherwise.
 *
 * @throws TinyCatsError "untrained-model"; what openModel throws; the signal's reason
 */
export async function checkpointFacts(
  path: string,
  { weights: asked, signal }: { weights?: "raw" | "ema"; signal?: AbortSignal } = {},
): Promise<CheckpointFacts> {
  const stop = signal ? { signal } : {};
  const { model: seen } = await inspectCheckpoint(path, { ...stop, statistics: false });
  const there = seen?.weights ?? [];
  const weights = there.includes("ema") && (asked !== "raw" || !there.includes("raw")) ? "ema" : "raw";
  await using model = await openModel(path, { ...stop, ...(there.length > 0 && { weights }) });
  if (model.untrained !== undefined) {
    throw new TinyCatsError("untrained-model", `the weights in ${path} were not trained: ${model.untrained}`, {
      value: model.untrained,
      remedy: "publish a checkpoint of a training that has run",
    });
  }
  const learnt = [...model.tensors].filter(([name]) => !/(?:running_mean|running_var|num_batches_tracked)$/.test(name));
  return {
    architecture: model.architecture.name,
    config: model.config as Record<string, unknown>,
    weights: model.weights,
    dtype: floatType(model),
    parameters: learnt.reduce((sum, [, { shape }]) => sum + shape.reduce((a, b) => a * b, 1), 0),
    iteration: model.training.iteration,
    ...(model.run && { run: model.run }),
    notes:
      asked === undefined || asked === weights
        ? []
        : weights === "raw"
          ? ["The checkpoint keeps no moving average of its weights: they are published as they are."]
          : ["The checkpoint keeps the moving average of its weights alone, which is published."],
  };
}
