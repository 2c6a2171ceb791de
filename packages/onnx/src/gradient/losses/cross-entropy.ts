import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { FLOATS } from "../../model/dtype.ts";
import { isLabelled, labelWeights } from "./label-weights.ts";

export interface CrossEntropyOptions {
  /** The share of every target that is spread over all classes, from 0 to 1; 0 unless told. */
  readonly labelSmoothing?: number;
  /** [classes], of the logits' type; 1 each unless told. */
  readonly classWeights?: Value;
  /** Examples with this label have loss 0; -100 unless told, as PyTorch's. */
  readonly ignoredLabel?: number;
}

/**
 * The cross-entropy of each example [n], of logits [n, classes] and either labels int64 [n] or probabilities [n, classes], as
 * torch.nn.functional.cross_entropy with reduction "none" combines weights and smoothing. Logits may be of any size.
 *
 * PyTorch's mean is the sum of the result over the sum of `labelWeights`; of probabilities, over n.
 *
 * Throws `wrong-operand-value` for smoothing outside 0 to 1, and as operators do where shapes don't fit.
 */
export function crossEntropy(
  g: GraphBuilder,
  logits: Value,
  target: Value,
  { labelSmoothing = 0, classWeights, ignoredLabel = -100 }: CrossEntropyOptions = {},
): Value {
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new TinyCatsError("wrong-operand-value", `label smoothing of ${labelSmoothing} is not from 0 to 1`, {
      value: labelSmoothing,
      remedy: "give the share of each target that all classes get.",
    });
  }
  const logarithms = g.op("LogSoftmax", [logits]);
  const classes = logits.shape[1];
  const share = typeof classes === "number" ? labelSmoothing / classes : g.div(labelSmoothing, width(g, logits));
  if (FLOATS.includes(target.dtype)) {
    const smooth = labelSmoothing === 0 ? target : g.add(g.mul(target, 1 - labelSmoothing), share);
    const weighted = classWeights ? g.mul(smooth, classWeights) : smooth;
    return g.op("Neg", [g.reduceSum(g.mul(logarithms, weighted), [1])]);
  }
  const isKnown = isLabelled(g, target, ignoredLabel);
  const places = g.unsqueeze(g.mul(target, g.cast(isKnown, target.dtype)), [1]);
  const own = g.squeeze(g.op("GatherElements", [logarithms, places], { axis: 1 }), [1]);
  const weights = labelWeights(g, target, { classWeights, ignoredLabel, dtype: logits.dtype });
  const loss = g.mul(own, g.mul(weights, labelSmoothing - 1));
  if (labelSmoothing === 0) return loss;
  const all = g.reduceSum(classWeights ? g.mul(logarithms, classWeights) : logarithms, [1]);
  return g.sub(loss, g.mul(all, g.mul(g.cast(isKnown, logits.dtype), share)));
}

function width(g: GraphBuilder, logits: Value): Value {
  return g.cast(g.reshape(g.shape(logits, 1, 2), []), logits.dtype);
}
