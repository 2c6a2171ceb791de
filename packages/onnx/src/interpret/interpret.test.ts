import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph, type GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { readModel } from "../protobuf/read-model.ts";
import { tinyModel } from "../testing/tiny-models.ts";
import { interpret } from "./interpret.ts";
import { interpretAsync } from "./interpret-async.ts";

const generator = readModel(tinyModel("tiny-generator"));
const inputs = {
  noise: { shape: [2, 3, 8, 8], data: new Float32Array(384).fill(0.25) },
  timestep: { shape: [2], data: [0.5, 0] },
  breed: { shape: [2], data: BigInt64Array.of(0n, 13n) },
};

test("computes a model whose answers follow by hand", () => {
  const { velocity } = interpret(generator, inputs);
  expect(velocity).toMatchObject({ dtype: "float32", shape: [2, 3, 8, 8] });
  const low = Math.fround(-0.65);
  expect(velocity.data[0]).toBe((low - 0.25) / 0.5);
  expect(velocity.data[383]).toBeCloseTo(0.65 - 0.25, 6);
});

test("the asynchronous form gives the same, and shows every node in order", async () => {
  const seen: string[] = [];
  const outputs = await interpretAsync(generator, inputs, {
    onNode: ({ node, index, count, outputs: [first] }) =>
      seen.push(`${index + 1}/${count} ${node.op} ${first.data.length}`),
  });
  expect(outputs).toEqual(interpret(generator, inputs));
  expect(seen).toHaveLength(6);
  expect(seen[0]).toMatch(/^1\/6 Gather \d+$/);
});

test("other work runs between nodes, and can stop it", async () => {
  const g = buildGraph("long");
  let x = g.input("x", "float32", [200_000]);
  for (let i = 0; i < 100; i++) x = g.tanh(x);
  g.output("y", x);
  const model = g.finish();
  const feeds = { x: { shape: [200_000], data: new Float32Array(200_000) } };
  const controller = new AbortController();
  let nodes = 0;
  const timer = setTimeout(() => controller.abort(new Error("enough")));
  const run = interpretAsync(model, feeds, { signal: controller.signal, onNode: () => nodes++ });
  await expect(run).rejects.toThrow("enough");
  clearTimeout(timer);
  expect(nodes).toBeLessThan(100);
  const aborted = { signal: AbortSignal.abort(new Error("before")) };
  expect(() => interpret(model, feeds, aborted)).toThrow("before");
});

test.each<[string, Record<string, { shape: number[]; data: ArrayLike<number> }>, RegExp]>([
  ["a missing input", { timestep: { shape: [1], data: [0] } }, /input noise is missing/],
  ["an unknown input", { seed: { shape: [], data: [1] } }, /no input seed/],
  ["another rank", { noise: { shape: [3, 8, 8], data: new Float32Array(192) } }, /noise has shape \[3, 8, 8\]/],
  ["another side", { noise: { shape: [1, 3, 8, 9], data: new Float32Array(216) } }, /noise has shape/],
  ["too few values", { noise: { shape: [1, 3, 8, 8], data: [1] } }, /has 1 values/],
  ["a fractional side", { noise: { shape: [0.5, 3, 8, 8], data: [] } }, /shape/],
  ["two batches", { ...inputs, timestep: { shape: [3], data: [0, 0, 0] } } as never, /timestep has shape \[3\]/],
])("%s is refused", async (_, given, message) => {
  const error = await errorOf(() => interpret(generator, given));
  expect(error.code).toBe("wrong-graph-input");
  expect(error.message).toMatch(message);
  expect(error.remedy).toMatch(/noise float32 \[batch, 3, 8, 8\]/);
});

test("a value beyond the limit is not made", async () => {
  const g = buildGraph("huge");
  const side = g.input("side", "int64", [2]);
  g.output("y", g.op("ConstantOfShape", [side]));
  const model = g.finish();
  const run = (a: number, b: number, maxElements?: number) =>
    interpret(model, { side: { shape: [2], data: [a, b] } }, { maxElements });
  expect((await errorOf(() => run(2 ** 20, 2 ** 20))).code).toBe("onnx-too-large");
  expect((await errorOf(() => run(11, 10, 100))).code).toBe("onnx-too-large");
  expect(run(10, 10, 100).y.data).toHaveLength(100);
});

test.each<[string, string, number[], (g: GraphBuilder, x: Value, numbers: Value) => Value]>([
  ["a negative repeat", "wrong-operand-shape", [-1, 1], (g, x, numbers) => g.op("Tile", [x, numbers])],
  ["a negative shape", "wrong-operand-value", [-1, 1], (g, _, numbers) => g.op("ConstantOfShape", [numbers])],
  ["a negative expansion", "wrong-operand-value", [-1, 1], (g, x, numbers) => g.op("Expand", [x, numbers])],
  [
    "a negative part",
    "wrong-operand-shape",
    [-1, 3],
    (g, x, numbers) => g.ops("Split", [x, numbers], 2, { axis: 1 })[0],
  ],
  ["an empty range", "wrong-operand-value", [0, 0], (g, _, n) => g.op("Range", new Array(3).fill(g.slice(n, 0, 5)))],
  [
    "padding beyond memory",
    "onnx-too-large",
    [-1, 2 ** 40],
    (g, x, n) => g.op("Pad", [x, g.concat([n, g.constant("int64", [2], [0, 0])], 0)]),
  ],
  [
    "an empty tensor of endless rows",
    "onnx-too-large",
    [2 ** 40, 0],
    (g, _, numbers) => g.softmax(g.reshape(g.op("ConstantOfShape", [numbers]), [-1, 7])),
  ],
])("%s that only running tells is refused", async (_, code, numbers, apply) => {
  const g = buildGraph("hostile");
  const x = g.input("x", "float32", ["rows", 2]);
  g.output("y", apply(g, x, g.input("numbers", "int64", [2])));
  const given = { x: { shape: [1, 2], data: [3, 4] }, numbers: { shape: [2], data: numbers } };
  expect((await errorOf(() => interpret(g.finish(), given))).code).toBe(code);
});

test("an input of nothing but endless rows is refused", async () => {
  const g = buildGraph("rows");
  const x = g.input("x", "float32", ["rows", 0]);
  g.output("y", g.layerNorm(x, g.weight("w", makeTensor("float32", [0], []))));
  const run = () => interpret(g.finish(), { x: { shape: [2 ** 40, 0], data: [] } });
  expect((await errorOf(run)).code).toBe("onnx-too-large");
});

test("a window far larger than its data takes no more steps than the data has", () => {
  const g = buildGraph("window");
  const side = 2 ** 31 - 1;
  const x = g.input("x", "float32", [1, 1, 2, 2]);
  const options = { kernel_shape: [side, side], pads: [0, 0, side - 2, side - 2] };
  g.output("largest", g.op("MaxPool", [x], options));
  g.output("mean", g.op("AveragePool", [x], options));
  const { largest, mean } = interpret(g.finish(), { x: { shape: [1, 1, 2, 2], data: [1, 2, 3, 6] } });
  expect([...largest.data, ...mean.data]).toEqual([6, 3]);
});

test("faults that a check would find are refused when they are met", async () => {
  const { graph } = generator;
  const broken = { ...generator, graph: { ...graph, nodes: graph.nodes.slice(1) } };
  expect((await errorOf(() => interpret(broken, inputs))).code).toBe("invalid-graph");
});

test("an index beyond the data is refused", async () => {
  const g = buildGraph("index");
  g.output("y", g.gather(g.weight("w", makeTensor("float32", [3], [1, 2, 3])), g.input("i", "int64", [1])));
  const model = g.finish();
  expect((await errorOf(() => interpret(model, { i: { shape: [1], data: [3] } }))).code).toBe("wrong-operand-value");
  expect([...interpret(model, { i: { shape: [1], data: [-3] } }).y.data]).toEqual([1]);
});
