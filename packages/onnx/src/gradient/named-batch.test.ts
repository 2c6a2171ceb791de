import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { interpret } from "../interpret/interpret.ts";
import { writeModel } from "../protobuf/write-model.ts";
import type { Dim } from "../shape/dim.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { gradients } from "./gradients.ts";
import { batchNormTraining } from "./layers/batch-norm-training.ts";
import { trainBatchNorms } from "./layers/train-batch-norms.ts";

/** The gradients of a small network of every operator over windows, by the names of its weights. */
function step(batch: Dim, segments = 1) {
  const g = buildGraph("step", { opset: 20 });
  const x = g.input("x", "float32", [batch, 2, 9, 8]);
  const given = (name: string, shape: readonly number[]) => g.input(name, "float32", shape);
  const [stem, depthwise, grouped] = [given("a", [4, 2, 3, 3]), given("b", [4, 1, 3, 3]), given("c", [4, 2, 1, 1])];
  const parts = { weight: given("w", [4]), bias: given("d", [4]), mean: given("m", [4]), variance: given("v", [4]) };
  let y = g.relu6(g.conv(x, stem, undefined, { stride: 2, padding: 1 }));
  y = batchNormTraining(g, g.conv(y, depthwise, undefined, { padding: 1, groups: 4, stride: [2, 1] }), parts).y;
  y = g.add(g.maxPool(y, 3, { stride: 1, padding: 1 }), g.averagePool(y, 3, { stride: 1, padding: 1 }));
  y = g.conv(y, grouped, undefined, { groups: 2 });
  y = g.add(g.globalAveragePool(y), g.op("GlobalMaxPool", [y]));
  const loss = g.reduceSum(g.mul(y, y), [0, 1, 2, 3]);
  const by = { stem, depthwise, grouped, weight: parts.weight, x };
  const found = gradients(g, loss, Object.values(by), { segments });
  Object.keys(by).forEach((name, i) => {
    g.output(`d_${name}`, found[i]);
  });
  return g.finish();
}

const shapes = { x: [3, 2, 9, 8], a: [4, 2, 3, 3], b: [4, 1, 3, 3], c: [4, 2, 1, 1], w: [4], d: [4], m: [4], v: [4] };
const values = Object.fromEntries(
  Object.entries(shapes).map(([name, shape], input) => {
    const length = shape.reduce((a, b) => a * b, 1);
    return [name, { shape, data: Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898 + input) * 1.5) }];
  }),
);
const flat = (outputs: Record<string, { data: ArrayLike<number | bigint> }>) =>
  Object.values(outputs).flatMap(({ data }) => Array.from(data, Number));
const gap = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]))) / Math.max(...b.map(Math.abs));

test("a batch that only has a name gives the gradients of one that is known, in the interpreter and in onnxruntime", async () => {
  const wanted = flat(interpret(step(3), values));
  expect(gap(flat(interpret(step("batch"), values)), wanted)).toBeLessThan(1e-13);
  for (const batch of [3, "batch"])
    expect(gap(flat(await runOnnxruntime(writeModel(step(batch)), values)), wanted)).toBeLessThan(1e-5);
});

test("segments computed again give the same numbers", () => {
  expect(flat(interpret(step("batch", 3), values))).toEqual(flat(interpret(step("batch"), values)));
});

test("a height that only has a name is refused", async () => {
  const g = buildGraph("refused");
  const x = g.input("x", "float32", [1, 1, "height", 4]);
  const w = g.input("w", "float32", [1, 1, 3, 3]);
  const y = g.conv(x, w, undefined, { padding: 1 });
  expect((await errorOf(() => gradients(g, g.reduceSum(y, [0, 1, 2, 3]), [w]))).code).toBe("unknown-side");
});

test("one number a channel has no variance to train with", async () => {
  const g = buildGraph("refused");
  const [x, one] = [g.input("x", "float32", [1, 2, 1, 1]), g.input("one", "float32", [2])];
  const { replace } = trainBatchNorms(g);
  const node = { op: "BatchNormalization", domain: "", name: "", inputs: [], outputs: [], attributes: new Map() };
  expect((await errorOf(() => replace(node, [x, one, one, one, one]))).code).toBe("too-few-values");
  expect(replace({ ...node, op: "Relu" }, [x])).toBeUndefined();
});
