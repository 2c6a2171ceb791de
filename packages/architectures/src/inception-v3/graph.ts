import type { Value } from "@tiny-cats/onnx";
import type { TensorTable } from "../architecture.ts";
import { classify } from "../layers/classify.ts";
import { applyConv, type ConvSpec, convNetTensors } from "../layers/conv-spec.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { type Branch, INCEPTION_CONVS, INCEPTION_LAYERS, type Pooling } from "./blocks.ts";
import type { InceptionV3Config } from "./config.ts";

/** Labels of the network that TensorFlow published, eight of them unused. */
export const LABELS = 1008;

/** InceptionV3's tensors, under pytorch-fid's names. */
export function inceptionV3Tensors(_config: InceptionV3Config): TensorTable {
  return convNetTensors(INCEPTION_CONVS, [{ name: "fc", input: 2048, output: LABELS }]);
}

/**
 * InceptionV3 (Szegedy et al., "Rethinking the Inception Architecture", 2016) as Frechet distances use it (Heusel et al. 2017), by
 * pytorch-fid: `pixel_values` [batch, 3, S, S] in -1..1 (pixels / 127.5 - 1, resized bilinearly to S = 299) -> `features` [batch, 2048],
 * `logits` [batch, 1008].
 *
 * Throws `not-folded`.
 */
export function inceptionV3Graph(m: ModelGraph, config: InceptionV3Config): void {
  const { g } = m;
  const active = (x: Value, spec: ConvSpec) => g.relu(applyConv(m, spec, x, config));
  const pools: Readonly<Record<Pooling, (x: Value) => Value>> = {
    average: (x) => g.averagePool(x, 3, { stride: 1, padding: 1 }),
    max: (x) => g.maxPool(x, 3, { stride: 1, padding: 1 }),
    reduce: (x) => g.maxPool(x, 3, { stride: 2 }),
  };
  const run = (x: Value, { pool, convs, ends }: Branch): Value[] => {
    const y = convs.reduce(active, pool ? pools[pool](x) : x);
    return ends ? ends.map((spec) => active(y, spec)) : [y];
  };
  let x = m.input("pixel_values", ["batch", 3, config.image_size, config.image_size]);
  for (const layer of INCEPTION_LAYERS) {
    if (layer === "pool") x = pools.reduce(x);
    else if ("conv" in layer) x = active(x, layer);
    else
      x = g.concat(
        layer.flatMap((branch) => run(x, branch)),
        1,
      );
  }
  classify(m, "fc", x);
}
