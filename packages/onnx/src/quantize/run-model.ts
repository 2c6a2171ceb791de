import type { InputValues } from "../interpret/bind-inputs.ts";
import type { Model } from "../model/model.ts";

/** Outputs of a model by name, row-major. */
export type ModelOutputs = Readonly<Record<string, ArrayLike<number>>>;

/**
 * Runs a model, as a runtime of the caller's does. It is called with the same model value for one batch after the other, so that what it made
 * of it can be kept meanwhile.
 */
export type RunModel = (
  model: Model,
  inputs: InputValues,
  options: { readonly signal?: AbortSignal },
) => Promise<ModelOutputs>;

/** How far a measurement has come. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
}
