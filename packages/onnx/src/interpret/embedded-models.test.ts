import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkModel } from "../check/check-model.ts";
import { inferShapes } from "../infer/infer-shapes.ts";
import { foldConstants } from "../optimise/fold-constants.ts";
import { renameValues } from "../optimise/rename-values.ts";
import { shareInitializers } from "../optimise/share-initializers.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { interpret } from "./interpret.ts";

const file = (name: string) => readFileSync(new URL(`../../../models/${name}/onnx/model.onnx`, import.meta.url));
const wave = (shape: readonly number[]) => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 1.7) * 1.3),
});

// Relative to the largest output: what float32 rounding leaves of 52 convolutions, and of 8 blocks of attention.
const models: { name: string; inputs: Parameters<typeof runOnnxruntime>[1]; outputs: string[] }[] = [
  { name: "classifier", inputs: { pixel_values: wave([1, 3, 224, 224]) }, outputs: ["logits", "features"] },
  {
    name: "generator",
    inputs: {
      noise: wave([1, 3, 64, 64]),
      timestep: { shape: [1], data: Float32Array.of(0.25) },
      breed: { shape: [1], data: BigInt64Array.of(3n) },
    },
    outputs: ["velocity"],
  },
];

describe.each(models)("the embedded $name", ({ name, inputs, outputs }) => {
  const bytes = file(name);
  const model = checkModel(readModel(bytes));

  test("is written with the same bytes again and again, and its weights are views on the file", () => {
    const once = writeModel(model);
    expect(Buffer.from(writeModel(readModel(once))).equals(once)).toBe(true);
    const [weight] = [...model.graph.initializers.values()].filter(({ bytes: own }) => own.length > 10_000);
    expect(weight.bytes.buffer).toBe(bytes.buffer);
  });

  test("has a shape for every value, with only the batch and its multiples unknown", () => {
    const sides = inferShapes(model).graph.values.flatMap(({ type }) => type.shape!);
    expect(sides.filter((side) => typeof side !== "number" && !/^(?:\d+\*)?batch$/.test(String(side)))).toEqual([]);
  });

  test("gives onnxruntime's answers as it is, written again, and optimised", { timeout: 120_000 }, async () => {
    const optimised = renameValues(shareInitializers(foldConstants(model)));
    // What made them left nothing to fold or share.
    expect(optimised.graph.nodes.length).toBe(model.graph.nodes.length);
    expect(optimised.graph.initializers.size).toBe(model.graph.initializers.size);
    const mine = interpret(model, inputs);
    expect(Object.keys(mine)).toEqual(outputs);
    for (const version of [bytes, writeModel(model), writeModel(optimised)]) {
      const theirs = await runOnnxruntime(version, inputs);
      for (const output of outputs) {
        const size = Math.max(...mine[output].data.map(Math.abs));
        const gap = Math.max(...mine[output].data.map((value, i) => Math.abs(value - theirs[output].data[i])));
        expect(theirs[output].shape).toEqual(mine[output].shape);
        expect(gap / size).toBeLessThan(2e-6);
      }
    }
  });
});
