import { buildGraph, interpret, makeTensor, tensorValues, writeModel } from "@tiny-cats/onnx";
import { gradients, includeModel } from "@tiny-cats/onnx/gradient";
import { describe, expect, test } from "vitest";
import { fill, formula } from "../../../../tooling/golden/fill.ts";
import { float64 } from "../../../../tooling/golden/read-vectors.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import type { GraphDtype } from "../graph-options.ts";
import { positionsGolden } from "../testing/positions-golden.ts";
import { gap, runInterpreter, runOnnxruntime } from "../testing/run-graph.ts";
import type { Weights } from "../weights.ts";
import type { TinyDitConfig } from "./config.ts";
import { resizeTinyDit } from "./resize-tinydit.ts";
import { tinyDit } from "./tinydit.ts";

const { drawn } = positionsGolden;
const { config } = drawn[0];

function weightsOf(config: TinyDitConfig, dtype: GraphDtype = "float32"): Weights {
  const table = [...tinyDit.tensors(config)];
  return new Map(table.map(([name, { shape }]) => [name, makeTensor(dtype, shape, fill(name, shape))]));
}

function inputsOf(side: number, { timestep, breed } = drawn[0]) {
  const batch = timestep.length;
  return {
    noise: { shape: [batch, 3, side, side], data: formula("input", batch * 3 * side ** 2, 2) },
    timestep: { shape: [batch], data: Float32Array.from(timestep) },
    breed: { shape: [batch], data: BigInt64Array.from(breed, BigInt) },
  };
}

describe.each(drawn)("a network of 16 x 16 at $image_size", (golden) => {
  const imageSize = golden.image_size;

  test("gives PyTorch's velocity, interpolating its positions in the graph and before", () => {
    const weights = weightsOf(config, "float64");
    const inGraph = tinyDit.graph(config, weights, { dtype: "float64", imageSize });
    const resized = resizeTinyDit(config, weights, imageSize);
    const before = tinyDit.graph(resized.config, resized.weights, { dtype: "float64" });
    for (const model of [inGraph, before]) {
      const { velocity } = runInterpreter(model, inputsOf(imageSize, golden));
      expect(gap(velocity, float64(golden.velocity))).toBeLessThan(1e-9);
    }
  });

  test("has PyTorch's gradient by its own positions", () => {
    const weights = weightsOf(config, "float64");
    const g = buildGraph("step", { opset: 20 });
    const inputs = inputsOf(imageSize, golden);
    const { shape } = inputs.noise;
    const positions = g.input("pos_embed", "float64", weights.get("pos_embed")!.shape);
    const { velocity } = includeModel(g, tinyDit.graph(config, weights, { dtype: "float64", opset: 20, imageSize }), {
      noise: g.input("noise", "float64", shape),
      timestep: g.input("timestep", "float64", [2]),
      breed: g.input("breed", "int64", [2]),
      pos_embed: positions,
    });
    const cotangent = g.constant("float64", shape, [...formula("cotangent", inputs.noise.data.length, 2)]);
    const [gradient] = gradients(g, g.reduceSum(g.mul(velocity, cotangent), [0, 1, 2, 3]), [positions]);
    g.output("gradient", gradient);
    const learned = { shape: positions.shape as number[], data: tensorValues(weights.get("pos_embed")!) };
    const found = interpret(g.finish(), { ...inputs, pos_embed: learned });
    expect(gap(Float64Array.from(found.gradient.data, Number), float64(golden.gradient))).toBeLessThan(1e-9);
  });

  test("answers alike in onnxruntime, resized or not", async () => {
    const weights = weightsOf(config);
    const resized = resizeTinyDit(config, weights, imageSize);
    expect(resized.config).toEqual({ ...config, image_size: imageSize });
    expect([...resized.weights.keys()]).toEqual([...tinyDit.tensors(resized.config).keys()]);
    const inputs = inputsOf(imageSize, golden);
    const inGraph = await runOnnxruntime(tinyDit.graph(config, weights, { imageSize }), inputs);
    const exported = await runOnnxruntime(tinyDit.graph(resized.config, resized.weights), inputs);
    expect(gap(exported.velocity, inGraph.velocity)).toBeLessThan(1e-6);
  });
});

test("the same size is the same network, bit for bit", () => {
  const weights = weightsOf(config);
  const usual = writeModel(tinyDit.graph(config, weights));
  expect(writeModel(tinyDit.graph(config, weights, { imageSize: 16 }))).toEqual(usual);
  const same = resizeTinyDit(config, weights, 16);
  expect(writeModel(tinyDit.graph(same.config, same.weights))).toEqual(usual);
});

test("without positions the weights are those of any size", () => {
  const bare = { ...config, pos_embed: false };
  const weights = weightsOf(bare);
  const resized = resizeTinyDit(bare, weights, 24);
  expect(resized).toEqual({ config: { ...bare, image_size: 24 }, weights });
  const graph = tinyDit.graph(bare, weights, { imageSize: 24 });
  expect(graph.graph).toEqual(tinyDit.graph(resized.config, weights).graph);
});

test.each([18, 0, 2048, 16.5, Number.NaN])("%d is refused as a size", async (size) => {
  const weights = weightsOf(config);
  for (const resize of [
    () => resizeTinyDit(config, weights, size),
    () => tinyDit.graph(config, weights, { imageSize: size }),
  ]) {
    expect(await errorOf(resize)).toMatchObject({ code: "invalid-model-config" });
  }
});

test("weights of another configuration are refused", async () => {
  const others = weightsOf({ ...config, image_size: 32 });
  expect(await errorOf(() => resizeTinyDit(config, others, 24))).toMatchObject({ code: "tensor-mismatch" });
});
