import { buildGraph } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import type { InputValues } from "../interpret/bind-inputs.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model } from "../model/model.ts";

/** Numbers of a fixed formula, spread about 0 nearly as normal ones are. */
export function spreadNumbers(count: number, { scale = 1, phase = 0 } = {}): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const place = i + 1 + 997 * phase;
    const part = (step: number) => ((place * step) % 1) - 0.5;
    return scale * 1.7 * (part(Math.SQRT2) + part(Math.sqrt(3)) + part(Math.sqrt(5)) + part(Math.sqrt(7)));
  });
}

/**
 * A MobileNet in small: `x` [n, 3, 16, 16], a convolution with stride, an inverted residual with a depthwise convolution and its sum, pooled
 * into `features` [n, 24] and from there `logits` [n, 5]. Channels have weights of sizes that differ up to tenfold.
 */
export function mobileGraph(): Model {
  const g = buildGraph("mobile");
  let count = 0;
  const conv = (x: Value, features: number, size: number, { groups = 1, stride = 1, clip = true } = {}) => {
    const inner = ((x.shape[1] as number) / groups) * size * size;
    const serial = count++;
    const scales = Array.from({ length: features }, (_, i) => (1 + 9 * ((i * 0.618) % 1)) / (5 * Math.sqrt(inner)));
    const values = spreadNumbers(features * inner, { phase: serial }).map((v, i) => v * scales[Math.floor(i / inner)]);
    const weight = g.weight(`w${serial}`, makeTensor("float32", [features, inner / size / size, size, size], values));
    const bias = g.weight(
      `b${serial}`,
      makeTensor("float32", [features], spreadNumbers(features, { scale: 0.2, phase: serial })),
    );
    const made = g.conv(x, weight, bias, { groups, stride, padding: (size - 1) / 2 });
    return clip ? g.relu6(made) : made;
  };
  const x = g.input("x", "float32", ["n", 3, 16, 16]);
  const stem = conv(x, 8, 3, { stride: 2 });
  const wide = conv(conv(stem, 16, 1), 16, 3, { groups: 16 });
  const sum = g.add(conv(wide, 8, 1, { clip: false }), stem);
  const features = g.flatten(g.globalAveragePool(conv(sum, 24, 1)));
  g.output("features", features);
  const head = g.weight("head", makeTensor("float32", [5, 24], spreadNumbers(120, { scale: 0.4, phase: 50 })));
  const bias = g.weight("head_bias", makeTensor("float32", [5], spreadNumbers(5, { phase: 51 })));
  g.output("logits", g.op("Gemm", [features, head, bias], { transB: 1 }));
  return g.finish();
}

/** Inputs for `mobileGraph`. */
export function mobileBatches(
  count: number,
): (InputValues & { x: { shape: readonly number[]; data: Float32Array } })[] {
  return Array.from({ length: count }, (_, i) => ({
    x: { shape: [2, 3, 16, 16], data: spreadNumbers(2 * 3 * 16 * 16, { phase: 100 + i }) },
  }));
}
