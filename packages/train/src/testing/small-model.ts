import { buildGraph, type Model, makeTensor } from "@tiny-cats/onnx";
import { formula } from "../../../../tooling/golden/fill.ts";
import type { Objective } from "../graphs/gradient-graph.ts";
import type { Batch } from "../step/step.ts";

/** Names of `smallModel`'s weights. */
export const SMALL_WEIGHTS = ["first.weight", "first.bias", "norm.weight", "norm.bias", "last.weight"];

/** `x` [batch, 6] -> `y` [batch, 2]: a linear layer, a normalisation, GELU, a linear layer. */
export function smallModel(): Model {
  const g = buildGraph("small", { opset: 20 });
  const weight = (name: string, shape: readonly number[], seed: number) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return g.weight(name, makeTensor("float32", shape, formula(`small ${seed}`, size, 2)));
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
  const hidden = g.linear(x, weight("first.weight", [8, 6], formula("normed 1", 48, 2)));
  const ones = new Float32Array(8).fill(1);
  const normal = g.batchNorm(hidden, {
    weight: weight("scale", [8], ones),
    bias: weight("shift", [8], formula("normed 2", 8, 2)),
    mean: weight("mean", [8], new Float32Array(8)),
    variance: weight("variance", [8], ones),
  });
  g.output("y", g.linear(normal, weight("last.weight", [2, 8], formula("normed 5", 16, 2))));
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
    x: { data: formula(`x ${seed}`, count * 6, 2), shape: [count, 6] },
    wanted: { data: formula(`wanted ${seed}`, count * 2, 2), shape: [count, 2] },
  };
}
