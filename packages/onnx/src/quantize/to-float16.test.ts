import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { checkModel } from "../check/check-model.ts";
import { inferShapes } from "../infer/infer-shapes.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { mobileBatches, mobileGraph, spreadNumbers } from "../testing/mobile-graph.ts";
import { runWithOnnxruntime } from "../testing/run-with-onnxruntime.ts";
import { runBatches } from "./measure-sensitivity.ts";
import { outputError } from "./output-error.ts";
import { quantizeDynamic } from "./quantize-dynamic.ts";
import { toFloat16 } from "./to-float16.ts";

const model = mobileGraph();
const batches = mobileBatches(2);
const run = runWithOnnxruntime();

test("half the bytes, nearly the same answers, float32 outside", async () => {
  const { model: halves, kept } = toFloat16(model);
  checkModel(halves);
  expect(kept).toEqual([]);
  expect(halves.graph.inputs).toEqual(model.graph.inputs);
  expect(halves.graph.outputs).toEqual(model.graph.outputs);
  expect([...halves.graph.initializers.values()].map(({ dtype }) => dtype)).not.toContain("float32");
  const error = outputError(await runBatches(model, batches, run), await runBatches(halves, batches, run));
  expect(error).toBeGreaterThan(1e-6);
  expect(error).toBeLessThan(2e-3);
});

test("float16 outside as well, where it is asked for", () => {
  const { model: halves } = toFloat16(model, { keepIo: false });
  checkModel(halves);
  const types = [...halves.graph.inputs, ...halves.graph.outputs].map(({ type }) => type.dtype);
  expect(types).toEqual(["float16", "float16", "float16"]);
  expect(halves.graph.nodes.map(({ op }) => op)).not.toContain("Cast");
});

test("skipped nodes compute in float32, with casts around them", async () => {
  for (const keepIo of [true, false]) {
    const { model: halves, kept } = toFloat16(model, { keepIo, skip: ["conv_1", "gemm_0"] });
    checkModel(halves);
    expect(kept).toEqual([
      { node: "conv_1", op: "Conv", reason: "skipped" },
      { node: "gemm_0", op: "Gemm", reason: "skipped" },
    ]);
    const types = new Map(inferShapes(halves).graph.values.map(({ name, type }) => [name, type.dtype]));
    expect([types.get("conv_1"), types.get("conv_2")]).toEqual(["float32", "float16"]);
  }
  expect((await errorOf(() => toFloat16(model, { skip: ["none"] }))).code).toBe("unknown-node");
});

describe("numbers beyond float16", () => {
  const g = buildGraph("large");
  const x = g.input("x", "float32", ["n", 2]);
  const masked = g.add(g.mul(x, 70_000), Number.NEGATIVE_INFINITY);
  g.output("y", g.max(masked, g.constant("float32", [], [-1e9])));
  g.output("z", g.mul(x, 65_504));
  const large = g.finish();

  test("keep their nodes in float32 and are listed; infinities fit", async () => {
    const { model: halves, kept } = toFloat16(large);
    checkModel(halves);
    expect(kept.map(({ op, reason }) => [op, reason])).toEqual([
      ["Mul", "overflow"],
      ["Max", "overflow"],
    ]);
    const inputs = [{ x: { shape: [1, 2], data: Float32Array.of(1, 2) } }];
    expect((await runBatches(halves, inputs, run))[0].y).toEqual(Float32Array.of(-1e9, -1e9));
  });

  test("are refused where that is asked for", async () => {
    expect(await errorOf(() => toFloat16(large, { onOverflow: "refuse" }))).toMatchObject({
      code: "float16-overflow",
      value: large.graph.nodes[0].name,
    });
  });

  test("are found in values in between by their ranges", () => {
    const ranges = new Map([["conv_0", { min: -70_000, max: 1 }]]);
    expect(toFloat16(model, { ranges }).kept.map(({ node }) => node)).toEqual(["conv_0", "clip_0"]);
  });
});

test("constants, casts, shapes, and operators that have no float16", () => {
  const g = buildGraph("constants");
  const x = g.input("x", "float32", ["n", 4]);
  const ids = g.input("ids", "int64", ["n"]);
  const half = g.op("Constant", [], { value: makeTensor("float32", [], [0.5]) });
  const floats = g.op("Constant", [], { value_floats: [1, 2, 3, 4] });
  const single = g.op("Constant", [], { value_float: 2 });
  const filled = g.op("ConstantOfShape", [g.shape(x)], { value: makeTensor("float32", [1], [3]) });
  const zeros = g.op("ConstantOfShape", [g.shape(x)]);
  const steps = g.op("Range", [
    g.constant("float32", [], [0]),
    g.constant("float32", [], [4]),
    g.constant("float32", [], [1]),
  ]);
  let sum = g.add(g.mul(g.add(x, half), floats), g.mul(filled, single));
  sum = g.add(g.add(sum, zeros), g.add(g.unsqueeze(g.cast(ids, "float32"), [1]), steps));
  g.output("y", sum);
  g.output("whole", g.cast(sum, "int64"));
  const own = g.finish();
  const { model: halves, kept } = toFloat16(own);
  checkModel(halves);
  expect(kept).toEqual([{ node: steps.name, op: "Range", reason: "no-float16" }]);
  const inputs = {
    x: { shape: [2, 4], data: [1, 2, 3, 4, 5, 6, 7, 8] },
    ids: { shape: [2], data: [3, -1] },
  };
  expect(interpret(halves, inputs)).toEqual(interpret(own, inputs));
});

test("what was quantized keeps its scales in float32", async () => {
  const g = buildGraph("both");
  const x = g.input("x", "float32", ["n", 8]);
  const first = g.matmul(x, g.weight("first", makeTensor("float32", [8, 8], spreadNumbers(64))));
  g.output(
    "y",
    g.tanh(g.matmul(first, g.weight("second", makeTensor("float32", [8, 8], spreadNumbers(64, { phase: 1 }))))),
  );
  const own = g.finish();
  const both = toFloat16(quantizeDynamic(own, { skip: ["matmul_1"] })).model;
  checkModel(both);
  const inputs = [{ x: { shape: [2, 8], data: spreadNumbers(16) } }];
  expect(outputError(await runBatches(own, inputs, run), await runBatches(both, inputs, run))).toBeLessThan(0.02);
});

test("bytes and metadata say what was done, always the same", () => {
  const made = () => writeModel(toFloat16(model, { skip: ["conv_0"], origin: { source: "d".repeat(64) } }).model);
  expect(made()).toEqual(made());
  const { metadata } = readModel(made());
  expect(JSON.parse(metadata.get("quantization")!)).toEqual({
    ...{ method: "fp16", keep_io: true, skip: ["conv_0"], kept: ["conv_0"] },
  });
  expect(metadata.get("quantization_source_sha256")).toBe("d".repeat(64));
});
