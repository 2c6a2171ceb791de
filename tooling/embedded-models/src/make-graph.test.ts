import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { classifier, type EmbeddedModel, generator } from "@tiny-cats/models";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { float64, formulaNoise, readVectors } from "../../golden/read-vectors.ts";
import { makeGraph } from "./make-graph.ts";

interface Golden {
  classifier: { weights_sha256: string; seed: number; logits: string; features: string };
  generator: {
    weights_sha256: string;
    seed: number;
    timestep: number[];
    breed: number[];
    stride: number;
    velocity: string;
  };
}

const golden = readVectors<Golden>("embedded-models");
const read = (url: URL) => readFile(url);
const committed = ({ files }: EmbeddedModel) => read(files["onnx/model.onnx"]);

/** A model's graph as it is committed, and in other forms, with the gap to PyTorch's answers that each may have. */
const forms: [string, (model: EmbeddedModel) => Promise<Uint8Array>, number][] = [
  ["committed graph", committed, 1e-5],
  ["graph of opset 20", (model) => makeGraph(model, { opset: 20 }), 1e-5],
  ["graph of opset 22", (model) => makeGraph(model, { opset: 22 }), 1e-5],
  ["graph in float16", (model) => makeGraph(model, { dtype: "float16" }), 0.02],
];

/** The largest gap over the largest of the answers expected. */
function gap(answers: ArrayLike<number>, expected: Float64Array, stride = 1): number {
  expect(Math.ceil(answers.length / stride)).toBe(expected.length);
  const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(answers[i * stride] - value)), 0) / size;
}

describe.each([
  ["classifier", classifier, golden.classifier],
  ["generator", generator, golden.generator],
] as const)("the %s", (_, model, { weights_sha256 }) => {
  test("has the graph that is made of its weights, byte for byte", async () => {
    expect((await committed(model)).equals(await makeGraph(model))).toBe(true);
  });

  test("has the weights that PyTorch answered with", async () => {
    const weights = await read(new URL("model.safetensors", model.manifest));
    expect(createHash("sha256").update(weights).digest("hex")).toBe(weights_sha256);
  });
});

test.each(forms)("the classifier's %s gives the logits and features of transformers' model", async (_, form, bound) => {
  const { seed, logits, features } = golden.classifier;
  const shape = [2, 3, 224, 224];
  const pixel_values = new Tensor("float32", formulaNoise(seed, 2 * 3 * 224 * 224), shape);
  const session = await InferenceSession.create(await form(classifier));
  const answers = await session.run({ pixel_values });
  expect(Object.keys(answers).sort()).toEqual(["features", "logits"]);
  expect(gap(answers.logits.data as Float32Array, float64(logits))).toBeLessThan(bound);
  expect(gap(answers.features.data as Float32Array, float64(features))).toBeLessThan(bound);
});

test.each(forms)("the generator's %s gives PyTorch's velocities", async (_, form, bound) => {
  const { seed, timestep, breed, stride, velocity } = golden.generator;
  const batch = breed.length;
  const session = await InferenceSession.create(await form(generator));
  const answers = await session.run({
    noise: new Tensor("float32", formulaNoise(seed, batch * 3 * 64 * 64), [batch, 3, 64, 64]),
    timestep: new Tensor("float32", Float32Array.from(timestep), [batch]),
    breed: new Tensor("int64", BigInt64Array.from(breed.map(BigInt)), [batch]),
  });
  expect(Object.keys(answers)).toEqual(["velocity"]);
  expect(gap(answers.velocity.data as Float32Array, float64(velocity), stride)).toBeLessThan(bound);
});
