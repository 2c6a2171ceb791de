import type { Model } from "../model/model.ts";
import type { InputValues } from "./bind-inputs.ts";
import { type InterpretOptions, interpretSteps, type OutputValues } from "./interpret-steps.ts";

/** A page or server answers in between when it waits no longer than this. */
const SLICE_MILLISECONDS = 12;

/** `interpret`, letting other work run between nodes, so that its `signal` can be raised and progress be shown. */
export async function interpretAsync(
  model: Model,
  inputs: InputValues,
  options: InterpretOptions = {},
): Promise<OutputValues> {
  const steps = interpretSteps(model, inputs, options);
  let last = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - last < SLICE_MILLISECONDS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  }
}
