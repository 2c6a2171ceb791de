import type { TrainingCheckpoint } from "@tiny-cats/schema";
import type { TrainingRun } from "./found-weights.ts";

/** What a checkpoint's state says of its training; `step` is another's where the weights are not the checkpoint's own. */
export function trainingRun(
  state: TrainingCheckpoint,
  { step = state.step }: { step?: number | null } = {},
): TrainingRun {
  const { progress, settings, optimizer, seed, lineage, environment, saved } = state;
  const { parent, data, dataset = null } = lineage;
  const about = {
    training_config: { ...settings, seed, optimizer, environment },
    data_config: { ...(dataset !== null && { dataset }), ...(data !== null && { sha256: data }) },
    ...(parent !== null && { parent_checkpoint: parent }),
  };
  const own = {
    created_at: saved,
    epoch: progress.cursor.epoch,
    train_loss: progress.metrics.loss,
    metrics: progress.metrics,
  };
  const record = { ...about, ...(step !== null && { iteration: step }), ...(step === state.step && own) };
  return { step, seed, parent, dataset, data, record };
}
