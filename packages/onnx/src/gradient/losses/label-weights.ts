import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import type { DType } from "../../model/dtype.ts";

export interface LabelWeightsOptions {
  /** [classes]; 1 each unless told. */
  readonly classWeights?: Value;
  /** Examples with this label weigh 0; -100 unless told. */
  readonly ignoredLabel?: number;
  /** The type of the result where no class weights say it; float32 unless told. */
  readonly dtype?: DType;
}

/** What each example counts in the mean of its cross-entropies, of labels int64 [n]: the weight of its class, 0 where it is ignored. */
export function labelWeights(
  g: GraphBuilder,
  labels: Value,
  { classWeights, ignoredLabel = -100, dtype = "float32" }: LabelWeightsOptions = {},
): Value {
  const isKnown = isLabelled(g, labels, ignoredLabel);
  const counted = g.cast(isKnown, classWeights?.dtype ?? dtype);
  if (!classWeights) return counted;
  return g.mul(g.gather(classWeights, g.mul(labels, g.cast(isKnown, labels.dtype))), counted);
}

/** Where the label is not the ignored one. */
export function isLabelled(g: GraphBuilder, labels: Value, ignoredLabel: number): Value {
  return g.op("Not", [g.op("Equal", [labels, ignoredLabel])]);
}
