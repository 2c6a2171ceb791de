import type { TensorTable } from "../architecture.ts";
import { classify } from "../layers/classify.ts";
import { applyConv, convNetTensors } from "../layers/conv-spec.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { resNetBlocks, resNetConvs } from "./blocks.ts";
import type { ResNetConfig } from "./config.ts";

const HEAD = "classifier.1";

/** ResNet's tensors, under transformers' names. */
export function resNetTensors(config: ResNetConfig): TensorTable {
  const { num_labels, hidden_sizes } = config;
  return convNetTensors(resNetConvs(config), [{ name: HEAD, input: hidden_sizes[3], output: num_labels }]);
}

/**
 * ResNet (He et al., "Deep Residual Learning for Image Recognition", 2016; version 1.5): `pixel_values` [batch, 3, S, S] -> `logits`
 * [batch, labels], `features` [batch, channels].
 *
 * Throws `not-folded`.
 */
export function resNetGraph(m: ModelGraph, config: ResNetConfig): void {
  const { g } = m;
  const { stem, blocks } = resNetBlocks(config);
  const pixels = m.input("pixel_values", ["batch", 3, config.image_size, config.image_size]);
  let x = g.maxPool(g.relu(applyConv(m, stem, pixels, config)), 3, { stride: 2, padding: 1 });
  for (const { shortcut, convs } of blocks) {
    const residual = shortcut ? applyConv(m, shortcut, x, config) : x;
    const last = convs.length - 1;
    const hidden = convs.slice(0, last).reduce((y, spec) => g.relu(applyConv(m, spec, y, config)), x);
    x = g.relu(g.add(applyConv(m, convs[last], hidden, config), residual));
  }
  classify(m, HEAD, x);
}
