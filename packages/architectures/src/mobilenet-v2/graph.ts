import type { Value } from "@tiny-cats/onnx";
import type { TensorTable } from "../architecture.ts";
import { classify } from "../layers/classify.ts";
import { applyConv, type ConvSpec, convNetTensors } from "../layers/conv-spec.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { mobileNetV2Convs, mobileNetV2Layers } from "./blocks.ts";
import type { MobileNetV2Config } from "./config.ts";

/** MobileNetV2's tensors, under transformers' names. */
export function mobileNetV2Tensors(config: MobileNetV2Config): TensorTable {
  const convs = mobileNetV2Convs(config);
  return convNetTensors(convs, [{ name: "classifier", input: convs.at(-1)!.output, output: config.num_labels }]);
}

/**
 * MobileNetV2 (Sandler et al., "Inverted Residuals and Linear Bottlenecks", 2018): `pixel_values` [batch, 3, S, S] -> `logits`
 * [batch, labels], `features` [batch, channels].
 *
 * Throws `not-folded`.
 */
export function mobileNetV2Graph(m: ModelGraph, config: MobileNetV2Config): void {
  const { g } = m;
  const { first, filter, reduce, blocks, last } = mobileNetV2Layers(config);
  const plain = (spec: ConvSpec, x: Value) => applyConv(m, spec, x, config);
  const active = (spec: ConvSpec, x: Value) => g.relu6(plain(spec, x));
  const pixels = m.input("pixel_values", ["batch", 3, config.image_size, config.image_size]);
  let x = plain(reduce, active(filter, active(first, pixels)));
  for (const block of blocks) {
    const y = plain(block.reduce, active(block.filter, active(block.expand, x)));
    x = block.isResidual ? g.add(x, y) : y;
  }
  classify(m, "classifier", active(last, x));
}
