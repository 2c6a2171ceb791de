import type { Value } from "@tiny-cats/onnx";
import { linear } from "./linear.ts";
import type { ModelGraph } from "./model-graph.ts";

/** Ends a classifier: the mean of every channel is `features` [batch, channels], a linear layer of it `logits` [batch, labels]. */
export function classify(m: ModelGraph, head: string, x: Value): void {
  const features = m.g.flatten(m.g.globalAveragePool(x));
  m.output("logits", linear(m, head, features));
  m.output("features", features);
}
