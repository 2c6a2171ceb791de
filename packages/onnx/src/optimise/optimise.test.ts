import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { foldConstants } from "./fold-constants.ts";
import { removeUnused } from "./remove-unused.ts";
import { renameValues } from "./rename-values.ts";
import { shareInitializers } from "./share-initializers.ts";

const WEIGHTS = Array.from({ length: 36 }, (_, i) => Math.cos(i * 2.3));

test("what follows from weights becomes a weight of its type, rounded once", () => {
  const g = buildGraph("fold");
  const x = g.input("x", "float32", ["n", 3]);
  const w = g.weight("w", makeTensor("float32", [2, 3], [1, 2, 3, 4, 5, 6]));
  g.output("y", g.matmul(x, g.transpose(g.div(w, 3), [1, 0])));
  const folded = foldConstants(g.finish());
  expect(folded.graph.nodes.map(({ op }) => op)).toEqual(["MatMul"]);
  const [[, weight]] = folded.graph.initializers;
  expect(weight).toMatchObject({ dtype: "float32", shape: [3, 2] });
  expect([...tensorValues(weight)]).toEqual([1, 4, 2, 5, 3, 6].map((value) => Math.fround(value / 3)));
});

test("what follows from known shapes is folded, what needs the batch is not", () => {
  const g = buildGraph("shapes");
  const x = g.input("x", "float32", ["n", 3, 4]);
  const known = g.shape(x, 1);
  const unknown = g.shape(x, 0, 1);
  g.output("y", g.reshape(x, g.concat([unknown, g.mul(known, 1)], 0)));
  expect(foldConstants(g.finish()).graph.nodes.map(({ op }) => op)).toEqual(["Shape", "Concat", "Reshape"]);
});

test("a constant's own name does not become the weight's", () => {
  const g = buildGraph("named constant");
  const value = { ...makeTensor("float32", [], [3]), name: "inner" };
  g.output("y", g.mul(g.input("x", "float32", [1]), g.op("Constant", [], { value })));
  const model = readModel(writeModel(g.finish()));
  expect(model.graph.nodes[0].attributes.get("value")).toMatchObject({ value: { name: "inner" } });
  const folded = readModel(writeModel(foldConstants(model)));
  expect([...folded.graph.initializers.keys()]).toEqual(["constant_0"]);
});

test("large results, outputs, dequantized weights and whole numbers out of range are left as nodes", async () => {
  const g = buildGraph("kept");
  const x = g.input("x", "float32", [1]);
  const large = g.op("ConstantOfShape", [g.constant("int64", [1], [30_000])]);
  const scale = g.constant("float32", [], [0.5]);
  const dequantized = g.op("DequantizeLinear", [g.weight("q", makeTensor("int8", [2], [1, 2])), scale]);
  const huge = g.constant("int64", [], [2 ** 40]);
  g.output("large", g.mul(large, x));
  g.output("dequantized", g.mul(dequantized, x));
  g.output("overflow", g.mul(g.cast(g.mul(huge, huge), "float32"), x));
  g.output("end", g.add(scale, scale));
  const kept = foldConstants(g.finish());
  expect(kept.graph.nodes.map(({ op }) => op)).toEqual([
    "ConstantOfShape",
    "DequantizeLinear",
    "Mul",
    "Mul",
    "Mul",
    "Cast",
    "Mul",
    "Add",
  ]);
  const once = foldConstants(kept, { maxBytes: 2 ** 20 });
  expect(once.graph.nodes.map(({ op }) => op)).not.toContain("ConstantOfShape");
  expect((await errorOf(() => foldConstants({ ...kept, opsets: new Map() }))).code).toBe("unsupported-onnx");
  expect(() => foldConstants(kept, { signal: AbortSignal.abort(new Error("stopped")) })).toThrow("stopped");
});

test("a weight that an input can replace is no constant", () => {
  const g = buildGraph("default");
  g.output("y", g.add(g.mul(g.input("x", "float32", [1]), 2), 1));
  const model = g.finish();
  const initializers = new Map([...model.graph.initializers, ["x", makeTensor("float32", [1], [5])]]);
  const withDefault = { ...model, graph: { ...model.graph, initializers } };
  expect(foldConstants(withDefault).graph.nodes).toHaveLength(2);
  expect([...interpret(withDefault, {}).y.data]).toEqual([11]);
  expect([...interpret(withDefault, { x: { shape: [1], data: [1] } }).y.data]).toEqual([3]);
});

test("a graph as exporters write it shrinks to its arithmetic, and onnxruntime answers as before", async () => {
  const g = buildGraph("exported");
  const x = g.input("x", "float32", ["n", 2, 3]);
  const scalar = (value: number) => g.op("Constant", [], { value: makeTensor("float32", [], [value]) });
  const index = (value: number) => g.op("Constant", [], { value: makeTensor("int64", [1], [value]) });
  const weight = (name: string) => g.weight(name, makeTensor("float32", [6, 6], WEIGHTS));
  // A reshape spelt out side by side, of which only the first is not known.
  const flat = g.reshape(x, g.concat([g.gather(g.shape(x), index(0)), g.mul(index(2), index(3))], 0));
  const scaled = g.mul(flat, g.sqrt(g.div(scalar(1), scalar(4))));
  const once = g.matmul(scaled, g.transpose(weight("first"), [1, 0]));
  const twice = g.matmul(once, g.transpose(weight("second"), [1, 0]));
  g.output("y", g.op("Identity", [g.add(twice, g.cast(index(1), "float32"))]));
  const model = g.finish();
  const optimised = renameValues(shareInitializers(foldConstants(model)));
  expect(model.graph.nodes).toHaveLength(21);
  expect(optimised.graph.nodes.map(({ op }) => op)).toEqual([
    "Shape",
    "Gather",
    "Concat",
    "Reshape",
    "Mul",
    "MatMul",
    "MatMul",
    "Add",
    "Identity",
  ]);
  const data = Float32Array.from({ length: 24 }, (_, i) => Math.sin(i * 1.7));
  const inputs = { x: { shape: [4, 2, 3], data } };
  const { y } = await runOnnxruntime(writeModel(optimised), inputs);
  expect(y).toEqual((await runOnnxruntime(writeModel(model), inputs)).y);
  const mine = interpret(model, inputs).y;
  expect(interpret(optimised, inputs).y).toEqual(mine);
  expect(Math.max(...mine.data.map((value, i) => Math.abs(value - y.data[i])))).toBeLessThan(1e-5);
});

test("nodes, weights and notes that no output needs go", () => {
  const g = buildGraph("unused");
  const x = g.input("x", "float32", [2]);
  g.input("ignored", "float32", [2]);
  const dead = g.relu(g.add(x, g.weight("dead", makeTensor("float32", [2], [1, 2]))));
  g.output("y", g.tanh(x));
  const model = g.finish();
  const noted = {
    ...model,
    graph: { ...model.graph, values: [{ name: dead.name, type: { dtype: "float32" as const } }] },
  };
  const { graph } = removeUnused(noted);
  expect(graph.nodes.map(({ op }) => op)).toEqual(["Tanh"]);
  expect(graph.initializers.size).toBe(0);
  expect(graph.values).toEqual([]);
  expect(graph.inputs).toHaveLength(2);
});

test("equal weights are shared; type, shape and every byte count", () => {
  const g = buildGraph("shared");
  const x = g.input("x", "float32", [4]);
  const tensors = {
    first: makeTensor("float32", [4], [1, 2, 3, 4]),
    twin: makeTensor("float32", [4], [1, 2, 3, 4]),
    other: makeTensor("float32", [4], [1, 2, 3, 5]),
    shaped: makeTensor("float32", [1, 4], [1, 2, 3, 4]),
  };
  let sum = x;
  for (const [name, tensor] of Object.entries(tensors)) sum = g.add(sum, g.weight(name, tensor));
  g.output("y", sum);
  const model = g.finish();
  const shared = shareInitializers(model);
  expect([...shared.graph.initializers.keys()]).toEqual(["first", "other", "shaped"]);
  const inputs = { x: { shape: [4], data: [0, 0, 0, 0] } };
  expect(interpret(shared, inputs)).toEqual(interpret(model, inputs));
});

test("weights that differ in any one byte stay two", () => {
  const values = Array.from({ length: 16_384 }, (_, i) => i % 251);
  for (const place of [0, 1, 2, 3, 9_001, 16_383]) {
    const g = buildGraph("bytes");
    const first = g.weight("first", makeTensor("uint8", [16_384], values));
    const second = g.weight("second", makeTensor("uint8", [16_384], values.with(place, 255)));
    g.output("y", g.op("Equal", [first, second]));
    expect(shareInitializers(g.finish()).graph.initializers.size).toBe(2);
  }
});

test("graphs that differ in names alone have the same bytes once renamed", () => {
  const built = (before: number) => {
    const g = buildGraph("named");
    const x = g.input("x", "float32", [4]);
    // Nodes that are removed again shift the names of those after them.
    for (let i = 0; i < before; i++) g.relu(x);
    const [a, b] = g.ops("Split", [g.relu(x), g.constant("int64", [2], [1, 3])], 2, { axis: 0 });
    g.output("y", g.mul(a, b));
    return writeModel(renameValues(removeUnused(g.finish())));
  };
  expect(built(3)).toEqual(built(0));
});
