import type { Backbone } from "@tiny-cats/architectures/node";
import type { ModelTrainingOptions } from "../run/model-training-options.ts";
import type { ClassWeights } from "./class-weights.ts";

export interface ClassifierTrainingOptions extends ModelTrainingOptions {
  /** The network to begin with, of `readBackbone`, whose labels are the data's. */
  readonly start: Pick<Backbone, "architecture" | "config" | "labels" | "weights" | "parent">;
  /** Trains the head alone. */
  readonly freeze?: boolean;
  /** Learning rate of the head; ten times the rate unless told. */
  readonly headRate?: number;
  /** What the rate is multiplied by for each block further from the head, 0.01 to 1; 1 unless told. */
  readonly layerDecay?: number;
  /** Batches are mixed with themselves by Beta(mixup, mixup), 0 to 1; 0.2 unless told. */
  readonly mixup?: number;
  /** Share of what is true that is spread over all labels, 0 to below 1; 0.1 unless told. */
  readonly smoothing?: number;
  /** All alike unless told. */
  readonly classWeights?: ClassWeights;
}
