import type { WeightsKind } from "../dialect.ts";

/** What the training that saved weights says of itself. */
export interface TrainingRun {
  /** Updates made; null where they are not told. */
  readonly step: number | null;
  readonly seed: number;
  /** What the weights began as; null where they began by chance, or nobody told. */
  readonly parent: string | null;
  /** What the data is called, and the SHA-256 that stands for it. */
  readonly dataset: string | null;
  readonly data: string | null;
  /** For training_metadata.json. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** The file of weights that a path means. */
export interface FoundWeights {
  readonly path: string;
  /** Where the place tells it: which weights there are, and those in the file. Else the file itself does. */
  readonly place?: { readonly there: readonly WeightsKind[]; readonly chosen: WeightsKind };
  readonly run?: TrainingRun;
  readonly notes: readonly string[];
}
