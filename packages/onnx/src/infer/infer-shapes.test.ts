import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { readModel } from "../protobuf/read-model.ts";
import { tinyModel } from "../testing/tiny-models.ts";
import { inferShapes } from "./infer-shapes.ts";

test("every value between has its type and shape; the outputs' names are kept", () => {
  const { graph } = inferShapes(readModel(tinyModel("tiny-generator")));
  expect(Object.fromEntries(graph.values.map(({ name, type }) => [name, type]))).toMatchObject({
    clean: { dtype: "float32", shape: ["batch", 1, 1, 1] },
    difference: { dtype: "float32", shape: ["batch", 3, 8, 8] },
    column: { dtype: "float32", shape: ["batch", 1, 1, 1] },
  });
  expect(graph.outputs[0].type.shape).toEqual(["batch", 3, 8, 8]);
});

test("what a file declares fills what can't be told", () => {
  const g = buildGraph("declared");
  const x = g.input("x", "float32", ["n", 4]);
  const rows = g.input("rows", "int64", [2]);
  g.output("y", g.reshape(x, rows));
  const model = g.finish();
  expect(model.graph.outputs[0].type.shape).toEqual([null, null]);
  const declared = { ...model.graph, outputs: [{ name: "y", type: { dtype: "float32" as const, shape: ["m", 8] } }] };
  expect(inferShapes({ ...model, graph: declared }).graph.outputs[0].type.shape).toEqual(["m", 8]);
  const rankless = {
    ...model.graph,
    inputs: [{ name: "x", type: { dtype: "float32" as const } }, model.graph.inputs[1]],
  };
  expect(inferShapes({ ...model, graph: rankless }).graph.outputs[0].type).toEqual({
    dtype: "float32",
    shape: [null, null],
  });
});

test("an opset outside 17 to 22 is refused", async () => {
  const model = readModel(tinyModel("tiny-classifier"));
  expect((await errorOf(() => inferShapes({ ...model, opsets: new Map([["", 13]]) }))).code).toBe("unsupported-onnx");
});

test("where C alone tells how many rows a Gemm has, they are that many", () => {
  const g = buildGraph("rows");
  const x = g.input("x", "float32", ["n", 3]);
  const matrix = g.weight("matrix", makeTensor("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
  const rows = (length: number) =>
    g.weight(`c${length}`, makeTensor("float32", [length, 2], Array(2 * length).fill(1)));
  g.output("three", g.op("Gemm", [x, matrix, rows(3)]));
  g.output("any", g.op("Gemm", [x, matrix, rows(1)]));
  expect(g.finish().graph.outputs.map(({ type }) => type.shape)).toEqual([
    [3, 2],
    ["n", 2],
  ]);
});
