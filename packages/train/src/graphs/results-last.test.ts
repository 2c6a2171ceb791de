import { buildGraph, checkModel, interpret } from "@tiny-cats/onnx";
import { expect, test } from "vitest";
import { resultsLast } from "./results-last.ts";

test("what only makes results comes last, the latest first, and the model is the same", () => {
  const g = buildGraph("three");
  const x = g.input("x", "float32", [2]);
  const middle = g.mul(x, 2);
  g.output("first", g.add(middle, 1));
  const more = g.mul(middle, 3);
  g.output("second", g.add(more, 1));
  g.output("middle", more);
  const model = g.finish();
  const ordered = checkModel(resultsLast(model));
  expect(ordered.graph.nodes.map(({ outputs }) => outputs[0])).toEqual(["mul_0", "middle", "second", "first"]);
  const inputs = { x: { shape: [2], data: [1, -2] } };
  expect(interpret(ordered, inputs)).toEqual(interpret(model, inputs));
});
