import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { checkModel } from "../check/check-model.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { mobileBatches, mobileGraph, spreadNumbers } from "../testing/mobile-graph.ts";
import { optimisedOperators } from "../testing/optimised-operators.ts";
import { runWithOnnxruntime } from "../testing/run-with-onnxruntime.ts";
import { collectRanges } from "./collect-ranges.ts";
import { runBatches } from "./measure-sensitivity.ts";
import { outputError } from "./output-error.ts";
import { calibrationValues } from "./plan-static.ts";
import { quantizableNodes } from "./quantizable-nodes.ts";
import { quantizeStatic } from "./quantize-static.ts";

const model = mobileGraph();
const run = runWithOnnxruntime();
const batches = mobileBatches(4);
const ranges = await collectRanges(model, batches, run);
const sources = { source: "a".repeat(64), calibration: "b".repeat(64) };

test("every convolution, clip, residual sum, pool and product is computed in 8 bits by onnxruntime", async () => {
  const quantized = quantizeStatic(model, { ranges, origin: sources });
  checkModel(quantized);
  expect(await optimisedOperators(quantized)).toMatchObject({
    QLinearConv: 5,
    QLinearAdd: 1,
    QLinearGlobalAveragePool: 1,
    QGemm: 1,
    QuantizeLinear: 1,
  });
  const operators = Object.keys(await optimisedOperators(quantized));
  expect(operators).not.toContain("Clip");
  expect(operators).not.toContain("Conv");
});

test.each([
  ["uint8 and int8 by channel", {}],
  ["one scale a weight", { perChannel: false }],
  ["int8 activations", { activations: "int8" as const }],
  ["uint8 weights", { weights: "uint8" as const }],
  ["uint8 weights of one scale", { weights: "uint8" as const, perChannel: false }],
  ["7 bits", { reduceRange: true }],
])("%s: near the model, and the runtime answers as the interpreter does", async (_, options) => {
  const quantized = quantizeStatic(model, { ranges, ...options });
  const expected = await runBatches(model, batches, run);
  const found = await runBatches(quantized, batches, run);
  const error = outputError(expected, found);
  expect(error).toBeGreaterThan(0.001);
  expect(error).toBeLessThan("reduceRange" in options || "perChannel" in options ? 0.12 : 0.05);
  const exact = interpret(quantized, batches[0]);
  // A number that lies at a half may be rounded to either side, which is one step of 255 there.
  const gap = outputError([{ logits: exact.logits.data }], [{ logits: found[0].logits }]);
  expect(gap).toBeLessThan(0.02);
});

test("weights are in 8 bits, biases in 32, and nothing of the original is left", () => {
  const { graph } = quantizeStatic(model, { ranges });
  const types = new Set(
    [...graph.initializers].filter(([, { shape }]) => shape.length > 1).map(([, { dtype }]) => dtype),
  );
  expect([...types]).toEqual(["int8"]);
  expect([...graph.initializers.values()].filter(({ dtype }) => dtype === "int32").length).toBeGreaterThan(5);
});

test("bytes and metadata say what was done, always the same", () => {
  const made = () => writeModel(quantizeStatic(model, { ranges, skip: ["conv_0"], origin: sources }));
  expect(made()).toEqual(made());
  const { metadata } = readModel(made());
  expect(JSON.parse(metadata.get("quantization")!)).toEqual({
    ...{ method: "static", weights: "int8", activations: "uint8" },
    ...{ per_channel: true, reduce_range: false, skip: ["conv_0"] },
  });
  expect(metadata.get("quantization_source_sha256")).toBe(sources.source);
  expect(metadata.get("quantization_calibration_sha256")).toBe(sources.calibration);
});

test("skipped nodes keep float32 weights; all skipped is the model again", () => {
  const ops = (skip: string[]) => quantizeStatic(model, { ranges, skip }).graph.initializers.get("w0")?.dtype;
  expect(ops([])).toBeUndefined();
  expect(ops(["conv_0"])).toBe("float32");
  const all = model.graph.nodes.map(({ name }) => name);
  expect(quantizeStatic(model, { ranges, skip: all }).graph.nodes).toEqual(model.graph.nodes);
});

test("any node can be quantized alone", async () => {
  const nodes = quantizableNodes(model, "static");
  expect(nodes).toHaveLength(6);
  const expected = await runBatches(model, batches, run);
  for (const node of nodes) {
    const alone = quantizeStatic(model, { ranges, skip: nodes.filter((other) => other !== node) });
    const error = outputError(expected, await runBatches(alone, batches, run));
    expect([node, error > 1e-5 && error < 0.05]).toEqual([node, true]);
  }
});

test("the zero point of what a Clip holds to 0..6 lets no runtime see a number beyond", () => {
  for (const [name, { min, max }] of ranges) {
    if (!name.startsWith("clip")) continue;
    expect([min, max <= 6]).toEqual([0, true]);
    const wide = new Map(ranges).set(name, { min: -3, max: 100 });
    const { graph } = quantizeStatic(model, { ranges: wide });
    const rounded = graph.nodes.find(({ op, inputs }) => op === "QuantizeLinear" && inputs[0] === name)!;
    const scale = tensorValues(graph.initializers.get(rounded.inputs[1])!)[0];
    expect(Math.fround(scale * 255)).toBeLessThanOrEqual(6);
    expect(scale * 255).toBeGreaterThan(5.9999);
  }
});

test("a bias far beyond its weight widens the weight's scale instead of overflowing", async () => {
  const g = buildGraph("bias");
  const x = g.input("x", "float32", ["n", 4]);
  const w = g.weight("w", makeTensor("float32", [2, 4], [1e-7, 2e-7, -1e-7, 0, 1, 2, 3, 4]));
  const b = g.weight("b", makeTensor("float32", [2], [1000, 1]));
  g.output("y", g.op("Gemm", [x, w, b], { transB: 1 }));
  const own = g.finish();
  const inputs = [{ x: { shape: [1, 4], data: Float32Array.of(1, -1, 0.5, 2) } }];
  const found = quantizeStatic(own, { ranges: await collectRanges(own, inputs, run) });
  const [{ y }] = await runBatches(found, inputs, run);
  expect(y[0]).toBeCloseTo(1000, 2);
  expect(y[1]).toBeCloseTo(9.5, 0);
});

test("products of two activations, transposes and max pools take part; a bias that is computed does not", async () => {
  const g = buildGraph("others");
  const x = g.input("x", "float32", [1, 2, 6, 6]);
  const w = g.weight("w", makeTensor("float32", [4, 2, 3, 3], spreadNumbers(72)));
  const pooled = g.maxPool(g.relu(g.conv(x, w, undefined, { padding: 1 })), 2, { stride: 2 });
  const flat = g.reshape(pooled, g.constant("int64", [2], [4, 9]));
  const product = g.matmul(flat, g.transpose(flat, [1, 0]));
  const v = g.weight("v", makeTensor("float32", [4, 4], spreadNumbers(16)));
  const computed = g.relu(g.weight("c", makeTensor("float32", [4], [1, 2, 3, 4])));
  g.output("y", g.op("Gemm", [product, v, computed]));
  const own = g.finish();
  const inputs = [{ x: { shape: [1, 2, 6, 6], data: spreadNumbers(72, { phase: 3 }) } }];
  const found = quantizeStatic(own, { ranges: await collectRanges(own, inputs, run) });
  expect(await optimisedOperators(found)).toEqual({
    ...{ QuantizeLinear: 1, Transpose: 3, QLinearConv: 1, NhwcMaxPool: 1, Reshape: 1 },
    ...{ MatMulIntegerToFloat: 1, Gemm: 1 },
  });
  expect(outputError(await runBatches(own, inputs, run), await runBatches(found, inputs, run))).toBeLessThan(0.05);
});

describe("refusals", () => {
  test("a node that is not there, a range that is missing or not finite", async () => {
    expect(await errorOf(() => quantizeStatic(model, { ranges, skip: ["none"] }))).toMatchObject({
      code: "unknown-node",
      value: "none",
    });
    const [first] = calibrationValues(model);
    for (const range of [undefined, { min: 0, max: Number.POSITIVE_INFINITY }, { min: 2, max: 1 }]) {
      const broken = new Map(ranges);
      if (range) broken.set(first, range);
      else broken.delete(first);
      expect(await errorOf(() => quantizeStatic(model, { ranges: broken }))).toMatchObject({
        code: "range-missing",
        value: { name: first },
      });
    }
  });
});
