import { buildGraph, type Model, makeTensor } from "@tiny-cats/onnx";
import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { formula } from "../../../../tooling/golden/fill.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { adamW } from "../optimizer/adam-w.ts";
import { NORMED_WEIGHTS, normedModel, SMALL_WEIGHTS, smallBatch, smallModel, squares } from "../testing/small-model.ts";
import { openStep, type StepOptions } from "./open-step.ts";

const open = (options: Partial<StepOptions> = {}) =>
  openStep(ort, {
    model: smallModel(),
    weights: SMALL_WEIGHTS,
    objective: squares,
    optimizer: adamW(),
    threads: 1,
    ...options,
  });

/** Over `smallModel`'s weights: `x` [batch, 12], of which each half goes through the first layer, and the mean of both on. */
function wideModel(first: readonly number[] = [8, 6]): Model {
  const g = buildGraph("wide", { opset: 20 });
  const weight = (name: string, ...shape: number[]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return g.weight(name, makeTensor("float32", shape, new Float32Array(size)));
  };
  const x = g.input("x", "float32", ["batch", 2 * first[1]]);
  const halves = g.reshape(x, [-1, 2, first[1]]);
  const matrix = weight("first.weight", ...first);
  const hidden = g.add(
    g.matmul(g.reduceMean(halves, [1]), g.transpose(matrix, [1, 0])),
    weight("first.bias", first[0]),
  );
  const normal = g.layerNorm(hidden, weight("norm.weight", first[0]), weight("norm.bias", first[0]));
  g.output("y", g.linear(g.gelu(normal), weight("last.weight", 2, first[0])));
  return g.finish();
}

const wideBatch = (count: number) => ({
  x: { data: formula("wide x", count * 12, 2), shape: [count, 12] },
  wanted: smallBatch(count).wanted,
});

describe("a step with variants", () => {
  test("trains the same weights in both, in parts and whole", async () => {
    const run = async (microBatch?: number) => {
      await using step = await open({ variants: { wide: wideModel() } });
      const losses: [number, number][] = [];
      const options = { rate: 0.02, ...(microBatch && { microBatch }) };
      for (let i = 0; i < 120; i++) {
        const small = await step.run(smallBatch(4), options);
        const wide = await step.run(wideBatch(6), { ...options, variant: "wide" });
        losses.push([small.loss, wide.loss]);
      }
      expect(step.count).toBe(240);
      return losses;
    };
    const losses = await run();
    for (const which of [0, 1]) expect(losses[119][which]).toBeLessThan(losses[0][which] / 50);
    const parts = await run(4);
    for (const which of [0, 1]) expect(parts[4][which]).toBeCloseTo(losses[4][which], 4);
  });

  test("begins with the model's weights, whatever the variant's are, and makes the model's own steps bit for bit", async () => {
    await using plain = await open();
    await using step = await open({ variants: { wide: wideModel() } });
    expect(step.state).toEqual(plain.state);
    for (let i = 0; i < 3; i++) {
      expect(await step.run(smallBatch(5, i), { rate: 0.01 })).toEqual(
        await plain.run(smallBatch(5, i), { rate: 0.01 }),
      );
    }
    expect(step.state).toEqual(plain.state);
  });

  test.each([
    ["a batch of the model", "wide", smallBatch(3), /x is \[3,6\], not \[batch, 12\]/],
    ["a batch of the variant", undefined, wideBatch(3), /x is \[3,12\], not \[batch, 6\]/],
    [
      "a batch of another rank",
      undefined,
      { ...smallBatch(3), wanted: { data: new Float32Array(6), shape: [6] } },
      /6/,
    ],
  ])("refuses %s for the other, and changes nothing", async (_, variant, batch, message) => {
    await using step = await open({ variants: { wide: wideModel() } });
    const before = structuredClone(step.state);
    const error = await errorOf(() => step.run(batch, { rate: 0.1, ...(variant && { variant }) }));
    expect(error).toMatchObject({ code: "wrong-batch", message: expect.stringMatching(message) });
    expect(step.state).toEqual(before);
  });

  test.each<[string, Partial<StepOptions>, RegExp]>([
    ["of no name that there is", { variants: { wide: wideModel() } }, /name one of wide/],
    ["where there are none", {}, /open the step with variants/],
  ])("refuses a variant %s", async (_, options, remedy) => {
    await using step = await open(options);
    const error = await errorOf(() => step.run(smallBatch(3), { rate: 0.1, variant: "huge" }));
    expect(error).toMatchObject({ code: "unknown-variant", value: "huge", remedy: expect.stringMatching(remedy) });
  });
});

test.each<[string, Partial<StepOptions>, string, string]>([
  ["a weight of another shape", { variants: { wide: wideModel([8, 5]) } }, "variant-mismatch", "first.weight"],
  ["none of the weights", { variants: { normed: normedModel() } }, "unknown-weight", "first.bias"],
  [
    "a normalisation that the model has not",
    { variants: { normed: normedModel() }, weights: ["first.weight", "last.weight"], batchNorm: "batch" },
    "variant-mismatch",
    "mean",
  ],
  [
    "no normalisation where the model has one",
    { model: normedModel(), variants: { small: smallModel() }, weights: ["last.weight"], batchNorm: "batch" },
    "variant-mismatch",
    "mean",
  ],
])("a variant with %s is refused", async (_, options, code, value) => {
  expect(await errorOf(() => open(options))).toMatchObject({ code, value });
});

test("running statistics are kept up in each variant", async () => {
  const normed = { model: normedModel(), weights: NORMED_WEIGHTS, batchNorm: "batch" } as const;
  await using plain = await open(normed);
  await using step = await open({ ...normed, variants: { same: normedModel() } });
  for (let i = 0; i < 4; i++) {
    await plain.run(smallBatch(5, i), { rate: 0.01 });
    await step.run(smallBatch(5, i), { rate: 0.01, ...(i % 2 === 1 && { variant: "same" }) });
  }
  expect(step.state).toEqual(plain.state);
  expect([...step.statistics.keys()].sort()).toEqual(["mean", "variance"]);
});
