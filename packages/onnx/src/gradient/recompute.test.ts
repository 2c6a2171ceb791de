import { expect, test } from "vitest";
import { buildGraph } from "../build/build-graph.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { optimisedOperators } from "../testing/optimised-operators.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { gradients } from "./gradients.ts";
import { dropout } from "./layers/dropout.ts";

const DEPTH = 6;

/** Six layers with dropout; their weights are inputs, as in training. */
function network(segments: number) {
  const g = buildGraph("network");
  const seed = g.input("seed", "int64", []);
  const weights = Array.from({ length: DEPTH }, (_, i) => g.input(`w${i}`, "float32", [8, 8]));
  let y = g.input("x", "float32", ["n", 8]);
  weights.forEach((w, i) => {
    y = g.add(y, dropout(g, g.tanh(g.matmul(y, w)), 0.25, g.add(seed, i)));
  });
  const loss = g.reduceSum(g.mul(y, y), [0, 1]);
  gradients(g, loss, weights, { segments }).forEach((gradient, i) => {
    g.output(`d${i}`, gradient);
  });
  g.output("loss", loss);
  return g.finish();
}

const square = (seed: number) => ({
  shape: [8, 8],
  data: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * 7 + seed) / 2),
});
const inputs = {
  seed: { shape: [], data: BigInt64Array.of(5n) },
  x: { shape: [3, 8], data: Float32Array.from({ length: 24 }, (_, i) => Math.cos(i)) },
  ...Object.fromEntries(Array.from({ length: DEPTH }, (_, i) => [`w${i}`, square(i)])),
};

test("every number of parts gives the same bits in onnxruntime, dropout too", async () => {
  const whole = await runOnnxruntime(writeModel(network(1)), inputs);
  for (let segments = 2; segments <= DEPTH; segments++) {
    expect(await runOnnxruntime(writeModel(network(segments)), inputs)).toEqual(whole);
  }
});

test("what is computed again stays so in the graph that onnxruntime runs", async () => {
  const tanhs = async (segments: number) => (await optimisedOperators(network(segments))).Tanh;
  expect(await tanhs(1)).toBe(DEPTH);
  // All parts but the last one.
  expect(await tanhs(2)).toBe(DEPTH + DEPTH / 2);
  expect(await tanhs(3)).toBe(DEPTH + (DEPTH * 2) / 3);
});
