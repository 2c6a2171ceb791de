import type { Model } from "../model/model.ts";
import type { InputValues } from "./bind-inputs.ts";
import { type InterpretOptions, interpretSteps, type OutputValues } from "./interpret-steps.ts";

/**
 * Computes a model's outputs in float64, whatever its element types: weights are read as float64, floats are never rounded to narrower types,
 * whole numbers are exact to 2^53 and do not wrap. A reference to hold others against, not a fast runtime.
 *
 * Throws `wrong-graph-input`, `invalid-graph`, `onnx-too-large`, what `inferShapes` throws, and the signal's reason.
 */
export function interpret(model: Model, inputs: InputValues, options: InterpretOptions = {}): OutputValues {
  const steps = interpretSteps(model, inputs, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
