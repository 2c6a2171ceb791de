import type { Value } from "@tiny-cats/onnx";
import type { TensorSpec, TensorTable } from "../architecture.ts";
import { applyConv, convNetTensors } from "../layers/conv-spec.ts";
import { linear } from "../layers/linear.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { mobileNetV3Layers, type Squeeze } from "./blocks.ts";
import type { MobileNetV3Config } from "./config.ts";

/** MobileNetV3-small's tensors, under torchvision's names. */
export function mobileNetV3Tensors(config: MobileNetV3Config): TensorTable {
  const { first, blocks, last } = mobileNetV3Layers(config);
  return new Map<string, TensorSpec>([
    ...convNetTensors([first], []),
    ...blocks.flatMap(({ expand, filter, squeeze, reduce }) => [
      ...convNetTensors(expand ? [expand, filter] : [filter], []),
      ...(squeeze ? squeezeTensors(squeeze) : []),
      ...convNetTensors([reduce], []),
    ]),
    ...convNetTensors(
      [last],
      [
        { name: "classifier.0", input: 576, output: 1024 },
        { name: "classifier.3", input: 1024, output: config.num_labels },
      ],
    ),
  ]);
}

/**
 * MobileNetV3-small (Howard et al., "Searching for MobileNetV3", 2019): `pixel_values` [batch, 3, S, S] -> `logits` [batch, labels],
 * `features` [batch, 1024], which the last layer takes.
 *
 * Throws `not-folded`.
 */
export function mobileNetV3Graph(m: ModelGraph, config: MobileNetV3Config): void {
  const { g } = m;
  const { first, blocks, last } = mobileNetV3Layers(config);
  const pixels = m.input("pixel_values", ["batch", 3, config.image_size, config.image_size]);
  let x = g.hardSwish(applyConv(m, first, pixels, config));
  for (const { expand, filter, squeeze, reduce, isResidual, hardSwish } of blocks) {
    const active = (y: Value) => (hardSwish ? g.hardSwish(y) : g.relu(y));
    const wide = expand ? active(applyConv(m, expand, x, config)) : x;
    const filtered = active(applyConv(m, filter, wide, config));
    const y = applyConv(m, reduce, squeeze ? excited(m, squeeze, filtered) : filtered, config);
    x = isResidual ? g.add(x, y) : y;
  }
  const pooled = g.flatten(g.globalAveragePool(g.hardSwish(applyConv(m, last, x, config))));
  const features = g.hardSwish(linear(m, "classifier.0", pooled));
  m.output("logits", linear(m, "classifier.3", features));
  m.output("features", features);
}

function squeezeTensors({ name, width, narrow }: Squeeze): [string, TensorSpec][] {
  return [
    [`${name}.fc1.weight`, { shape: [narrow, width, 1, 1] }],
    [`${name}.fc1.bias`, { shape: [narrow] }],
    [`${name}.fc2.weight`, { shape: [width, narrow, 1, 1] }],
    [`${name}.fc2.bias`, { shape: [width] }],
  ];
}

function excited({ g, weight }: ModelGraph, { name }: Squeeze, x: Value): Value {
  const conv = (layer: string, y: Value) =>
    g.conv(y, weight(`${name}.${layer}.weight`), weight(`${name}.${layer}.bias`));
  const scale = conv("fc2", g.relu(conv("fc1", g.globalAveragePool(x))));
  // The operator HardSigmoid holds 1/6 as float32, and would not be exact in float64.
  return g.mul(x, g.div(g.clip(g.add(scale, 3), 0, 6), 6));
}
