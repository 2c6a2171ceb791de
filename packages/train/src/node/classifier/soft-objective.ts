import { crossEntropy } from "@tiny-cats/onnx/gradient";
import type { Objective } from "../../graphs/gradient-graph.ts";

/** The cross-entropy of `logits` against probabilities, the input `target` [batch, labels]. */
export function softObjective({
  smoothing,
  classWeights,
}: {
  readonly smoothing: number;
  readonly classWeights?: readonly number[];
}): Objective {
  return (g, { logits }) =>
    crossEntropy(g, logits, g.input("target", "float32", logits.shape), {
      labelSmoothing: smoothing,
      ...(classWeights && { classWeights: g.constant("float32", [classWeights.length], classWeights) }),
    });
}
