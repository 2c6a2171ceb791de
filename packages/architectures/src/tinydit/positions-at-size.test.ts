import { buildGraph, interpret } from "@tiny-cats/onnx";
import { gradients } from "@tiny-cats/onnx/gradient";
import { expect, test } from "vitest";
import { formula } from "../../../../tooling/golden/fill.ts";
import { float64 } from "../../../../tooling/golden/read-vectors.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { positionsGolden } from "../testing/positions-golden.ts";
import { gap } from "../testing/run-graph.ts";
import { positionsAtSize } from "./positions-at-size.ts";

const { width, grids } = positionsGolden;

test.each(grids)("positions of $from x $from are PyTorch's for $to x $to, and so is their gradient", (golden) => {
  const { from, to } = golden;
  const g = buildGraph("positions", { opset: 20 });
  const learned = g.input("learned", "float64", [1, from * from, width]);
  const found = positionsAtSize({ g, dtype: "float64" } as ModelGraph, learned, from, to);
  const cotangent = g.constant("float64", [1, to * to, width], [...formula("cotangent", to * to * width, 2)]);
  const [gradient] = gradients(g, g.reduceSum(g.mul(found, cotangent), [0, 1, 2]), [learned]);
  g.output("found", found);
  g.output("gradient", gradient);
  const data = Float64Array.from(formula("positions", from * from * width, 2));
  const mine = interpret(g.finish(), { learned: { shape: [1, from * from, width], data } });
  expect(mine.found.shape).toEqual([1, to * to, width]);
  expect(gap(Float64Array.from(mine.found.data, Number), float64(golden.positions))).toBeLessThan(1e-12);
  expect(gap(Float64Array.from(mine.gradient.data, Number), float64(golden.gradient))).toBeLessThan(1e-12);
});
