import type { ModelTrainingOptions } from "../run/model-training-options.ts";
import type { NetworkOptions, StartingModel } from "./choose-config.ts";

export interface GeneratorTrainingOptions extends ModelTrainingOptions, NetworkOptions {
  /** Weights to begin with; by chance unless told. */
  readonly start?: StartingModel;
  /**
   * Sides of the pictures that are learnt from, in whole patches: each batch has one of them by chance. The network's own must be among them, and is
   * the only one unless told.
   */
  readonly sizes?: readonly number[];
  /** How often an example loses its label, 0 to 1; 0.1 unless told. Guidance needs some. */
  readonly labelDropout?: number;
  /** "uniform", "logit-normal" or "logit-normal:<mean>,<deviation>"; the second unless told. */
  readonly timeSampling?: string;
  /** Updates from one sheet of drawings to the next; none are drawn unless told. */
  readonly sampleEvery?: number;
}
