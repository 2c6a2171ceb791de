import type { EvaluationReport } from "@tiny-cats/schema";

/** What a report says of a model's training. */
export type TrainingFacts = EvaluationReport["metadata"];

/** What a model without a record of its training says. */
export const NO_TRAINING_FACTS: TrainingFacts = {
  step: null,
  loss: null,
  timestamp: null,
  config: null,
  num_samples_generated: null,
};

/** As the schema of reports has it: another would cost the whole report, once everything is measured. A moment without its offset is none. */
const MOMENT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** What a checkpoint records of its training, as a report takes it; what a report would refuse is left out. */
export function trainingFacts(told: {
  readonly iteration: number | null;
  readonly train_loss: number | null;
  readonly created_at: string | null;
}): TrainingFacts {
  const { iteration, train_loss, created_at } = told;
  return {
    ...NO_TRAINING_FACTS,
    step: iteration !== null && Number.isSafeInteger(iteration) && iteration >= 0 ? iteration : null,
    loss: Number.isFinite(train_loss) ? train_loss : null,
    timestamp: created_at !== null && MOMENT.test(created_at) ? created_at : null,
  };
}
