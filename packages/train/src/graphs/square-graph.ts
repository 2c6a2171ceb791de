import { buildGraph, type Model } from "@tiny-cats/onnx";

/** The sum of the squares of a vector of any length: `gradient` [n] -> `sum`. */
export function squareGraph(): Model {
  const g = buildGraph("sum-of-squares", { opset: 20 });
  const gradient = g.input("gradient", "float32", ["length"]);
  g.output("sum", g.op("ReduceSumSquare", [gradient], { keepdims: 0 }));
  return g.finish();
}
