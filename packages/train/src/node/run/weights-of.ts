import type { Weights } from "@tiny-cats/architectures";
import { makeTensor } from "@tiny-cats/onnx";
import type { Step } from "../../step/step.ts";

/** The weights that count, all of them: the average where there is one, and running statistics; those that are not trained as they began. */
export function weightsOf(step: Step, begun: Weights): Weights {
  const trained = new Map([...(step.average ?? step.weights), ...step.statistics]);
  return new Map(
    [...begun].map(([name, tensor]) => {
      const values = trained.get(name);
      return [name, values ? makeTensor("float32", [...tensor.shape], values.slice()) : tensor];
    }),
  );
}
