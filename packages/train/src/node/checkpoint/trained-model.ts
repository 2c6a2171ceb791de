import type { Architecture, Weights } from "@tiny-cats/architectures";

/** What is trained, for those who read its checkpoints. */
export interface TrainedModel {
  readonly architecture: Architecture;
  readonly config: unknown;
  /** Names of its outputs or classes, by id. */
  readonly labels?: readonly string[];
  /** All of the weights that it began with: those that are not trained are saved along. */
  readonly weights: Weights;
}
