import { buildGraph, type Model, makeTensor } from "@tiny-cats/onnx";
import type { Objective } from "../graphs/gradient-graph.ts";
import type { Batch } from "../step/step.ts";

/** Numbers between -1 and 1 by a formula. */
function formula(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (x - Math.floor(x)) - 1;
  });
}

/** Names of `smallModel`'s weights. */
export const SMALL_WEIGHTS = ["first.weight", "first.bias", "norm.weight", "norm.bias", "last.weight"];

/** `x` [batch, 6] -> `y` [batch, 2]: a linear layer, a normalisation, GELU, a linear layer. */
export function smallModel(): Model {
  const g = buildGraph("small", { opset: 20 });
  const weight = (name: string, shape: readonly number[], seed: number) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return g.weight(name, makeTensor("float32", shape, formula(size, seed)));
  };
  const x = g.input("x", "float32", ["batch", 6]);
  const hidden = g.linear(x, weight("first.weight", [8, 6], 1), weight("first.bias", [8], 2));
  const normal = g.layerNorm(hidden, weight("norm.weight", [8], 3), weight("norm.bias", [8], 4));
  g.output("y", g.linear(g.gelu(normal), weight("last.weight", [2, 8], 5)));
  return g.finish();
}

/** Names of `normedModel`'s weights; its running statistics are `mean` and `variance`. */
export const NORMED_WEIGHTS = ["first.weight", "scale", "shift", "last.weight"];

/** `x` [batch, 6] -> `y` [batch, 2]: a linear layer, a batch normalisation, a linear layer. */
export function normedModel(): Model {
  const g = buildGraph("normed", { opset: 20 });
  const weight = (name: string, shape: readonly number[], values: Float32Array) =>
    g.weight(name, makeTensor("float32", shape, values));
  const x = g.input("x", "float32", ["batch", 6]);
  const hidden = g.linear(x, weight("first.weight", [8, 6], formula(48, 1)));
  const ones = new Float32Array(8).fill(1);
  const normal = g.batchNorm(hidden, {
    weight: weight("scale", [8], ones),
    bias: weight("shift", [8], formula(8, 2)),
    mean: weight("mean", [8], new Float32Array(8)),
    variance: weight("variance", [8], ones),
  });
  g.output("y", g.linear(normal, weight("last.weight", [2, 8], formula(16, 5))));
  return g.finish();
}

/** The mean of squared differences to an input `wanted` [batch, 2]. */
export const squares: Objective = (g, { y }) => {
  const gap = g.sub(y, g.input("wanted", "float32", y.shape));
  return g.reduceMean(g.mul(gap, gap), [1]);
};

/** `count` examples for `smallModel` and `squares`. */
export function smallBatch(count: number, seed = 7): Batch {
  return {
    x: { data: formula(count * 6, seed), shape: [count, 6] },
    wanted: { data: formula(count * 2, seed + 1), shape: [count, 2] },
  };
}
