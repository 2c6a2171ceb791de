import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { checkModel } from "../check/check-model.ts";
import type { InputValues } from "../interpret/bind-inputs.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model } from "../model/model.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { withGraph } from "../optimise/with-graph.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { mobileBatches, mobileGraph, spreadNumbers } from "../testing/mobile-graph.ts";
import { optimisedOperators } from "../testing/optimised-operators.ts";
import { runWithOnnxruntime } from "../testing/run-with-onnxruntime.ts";
import { runBatches } from "./measure-sensitivity.ts";
import { outputError } from "./output-error.ts";
import { quantizableNodes } from "./quantizable-nodes.ts";
import { quantizeDynamic } from "./quantize-dynamic.ts";

const run = runWithOnnxruntime();

/** Products of every kind: MatMul of three axes, Gemm with its weight either way round, convolutions of one axis with and without a bias. */
function products(): { model: Model; batches: InputValues[] } {
  const g = buildGraph("products");
  const weight = (name: string, shape: readonly number[]) => {
    const count = shape.reduce((product, side) => product * side, 1);
    return g.weight(name, makeTensor("float32", shape, spreadNumbers(count, { scale: 0.3, phase: name.length })));
  };
  const x = g.input("x", "float32", ["n", 5, 8]);
  const shared = g.tanh(x);
  const first = g.matmul(shared, weight("first", [8, 8]));
  const second = g.matmul(shared, weight("second_", [8, 8]));
  const line = g.conv(g.add(first, second), weight("conv", [10, 5, 3]), weight("bias_of_conv", [10]), { padding: 1 });
  const short = g.conv(line, weight("conv_2", [4, 10, 2]), undefined);
  const flat = g.flatten(short);
  const down = g.op("Gemm", [flat, weight("down", [6, 28]), weight("down_bias", [6])], { transB: 1 });
  g.output("y", g.op("Gemm", [down, weight("up_", [6, 3])]));
  const batches = [0, 1].map((phase) => ({ x: { shape: [3, 5, 8], data: spreadNumbers(120, { phase }) } }));
  return { model: g.finish(), batches };
}

const cases = [
  ["products", products()],
  ["a MobileNet in small", { model: mobileGraph(), batches: mobileBatches(2) }],
] as const;

describe.each(cases)("%s", (_, { model, batches }) => {
  test.each([
    [{ weights: "int8", perChannel: true }],
    [{ weights: "int8", perChannel: false }],
    [{ weights: "uint8", perChannel: true }],
    [{ weights: "uint8", perChannel: false }],
    [{ weights: "int8", perChannel: true, reduceRange: true }],
  ] as const)("%j: near the model, and the runtime answers as the interpreter does", async (options) => {
    const quantized = quantizeDynamic(model, options);
    checkModel(quantized);
    const found = await runBatches(quantized, batches, run);
    const error = outputError(await runBatches(model, batches, run), found);
    expect(error).toBeGreaterThan(0.0005);
    expect(error).toBeLessThan("reduceRange" in options || !options.perChannel ? 0.12 : 0.06);
    const exact = batches.map((batch) =>
      Object.fromEntries(Object.entries(interpret(quantized, batch)).map(([name, { data }]) => [name, data])),
    );
    // A number that lies at a half may be rounded to either side, which is one step of 255 there.
    expect(outputError(exact, found)).toBeLessThan(0.02);
  });

  test("no product is left in float32, and a third of the bytes suffices", () => {
    const quantized = quantizeDynamic(model);
    const ops = new Set(quantized.graph.nodes.map(({ op }) => op));
    expect(["Conv", "MatMul", "Gemm"].filter((op) => ops.has(op))).toEqual([]);
    const wide = [...quantized.graph.initializers.values()].filter(({ dtype }) => dtype === "float32");
    const left = wide.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const before = [...model.graph.initializers.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(left).toBeLessThan(before / 3);
  });
});

const { model } = products();

test("onnxruntime fuses each product with the rounding before it", async () => {
  const counts = await optimisedOperators(quantizeDynamic(model));
  expect(counts).toMatchObject({ DynamicQuantizeMatMul: 2, MatMulIntegerToFloat: 2, ConvInteger: 2 });
  expect(counts.MatMulInteger).toBeUndefined();
});

test("what two nodes are applied to is rounded once", () => {
  const { graph } = quantizeDynamic(model);
  const rounded = graph.nodes.filter(({ op }) => op === "DynamicQuantizeLinear").map(({ inputs }) => inputs[0]);
  expect(rounded).toHaveLength(new Set(rounded).size);
  expect(rounded).toHaveLength(5);
});

test("a weight of two nodes is held once, one that an input may replace stays", () => {
  const g = buildGraph("shared");
  const x = g.input("x", "float32", ["n", 3]);
  const w = g.weight("w", makeTensor("float32", [3, 3], spreadNumbers(9)));
  g.output("y", g.matmul(g.tanh(g.matmul(x, w)), w));
  const own = g.finish();
  const twice = quantizeDynamic(own);
  expect([...twice.graph.initializers.values()].filter(({ shape }) => shape.length === 2)).toHaveLength(1);
  const open = withGraph(own, {
    inputs: [...own.graph.inputs, { name: "w", type: { dtype: "float32" as const, shape: [3, 3] } }],
  });
  expect(quantizeDynamic(open).graph.nodes).toEqual(own.graph.nodes);
});

test("weights with NaN, factors, other types and a bias from elsewhere", async () => {
  const g = buildGraph("odd");
  const x = g.input("x", "float32", [2, 3, 4]);
  const bias = g.relu(g.weight("bias", makeTensor("float32", [2], [1, 2])));
  const conv = g.conv(x, g.weight("conv", makeTensor("float32", [2, 3, 1], spreadNumbers(6))), bias);
  const flat = g.reshape(conv, g.constant("int64", [2], [2, 8]));
  const nan = g.matmul(flat, g.weight("nan", makeTensor("float32", [8, 2], [...spreadNumbers(15), Number.NaN])));
  const scaled = g.weight("scaled", makeTensor("float32", [8, 2], spreadNumbers(16)));
  g.output("nan_out", nan);
  g.output("scaled_out", g.op("Gemm", [flat, scaled], { alpha: 0.5 }));
  g.output("conv_out", conv);
  const own = g.finish();
  expect(quantizableNodes(own, "dynamic")).toEqual(["conv_0"]);
  const quantized = quantizeDynamic(own);
  const inputs = [{ x: { shape: [2, 3, 4], data: spreadNumbers(24, { phase: 9 }) } }];
  const of = async (given: Model) => (await runBatches(given, inputs, run)).map(({ conv_out }) => ({ conv_out }));
  expect(outputError(await of(own), await of(quantized))).toBeLessThan(0.02);
});

test("bytes and metadata say what was done, always the same", async () => {
  const options = { skip: ["matmul_0"], perChannel: false, origin: { source: "c".repeat(64) } };
  const made = () => writeModel(quantizeDynamic(model, options));
  expect(made()).toEqual(made());
  const { metadata, graph } = readModel(made());
  expect(JSON.parse(metadata.get("quantization")!)).toEqual({
    ...{ method: "dynamic", weights: "int8", per_channel: false, reduce_range: false, skip: ["matmul_0"] },
  });
  expect(metadata.get("quantization_source_sha256")).toBe("c".repeat(64));
  expect(metadata.has("quantization_calibration_sha256")).toBe(false);
  expect(graph.initializers.get("first")?.dtype).toBe("float32");
  expect((await errorOf(() => quantizeDynamic(model, { skip: ["no such"] }))).code).toBe("unknown-node");
});

test("a model that was quantized stays as it is", () => {
  const once = quantizeDynamic(model);
  expect(quantizeDynamic(once).graph.nodes).toEqual(once.graph.nodes);
});

test("convolutions hold uint8 about 128", () => {
  const { graph } = quantizeDynamic(model);
  const node = graph.nodes.find(({ op }) => op === "ConvInteger")!;
  expect(graph.initializers.get(node.inputs[1])?.dtype).toBe("uint8");
  expect([...tensorValues(graph.initializers.get(node.inputs[3])!)]).toEqual([128]);
});
