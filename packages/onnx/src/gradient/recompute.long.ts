import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { buildGraph } from "../build/build-graph.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { gradients } from "./gradients.ts";

const [DEPTH, WIDTH, ROWS] = [24, 256, 8192];

/** How many bytes the process grew by at most while it computed the gradients of 24 layers, whose results are 8 MiB each. */
async function growth(segments: number): Promise<number> {
  const g = buildGraph("deep", { opset: 20 });
  const weights = Array.from({ length: DEPTH }, (_, i) => g.input(`w${i}`, "float32", [WIDTH, WIDTH]));
  let y = g.input("x", "float32", [ROWS, WIDTH]);
  for (const w of weights) y = g.add(y, g.gelu(g.linear(y, w)));
  gradients(g, g.reduceMean(g.mul(y, y), [0, 1]), weights, { segments }).forEach((gradient, i) => {
    g.output(`d${i}`, gradient);
  });
  const options = { intraOpNumThreads: 1, enableCpuMemArena: false, enableMemPattern: false };
  const session = await InferenceSession.create(writeModel(g.finish()), options);
  const numbers = (count: number, scale: number) =>
    Float32Array.from({ length: count }, (_, i) => Math.sin(i * scale) / 40);
  const feeds = Object.fromEntries(
    weights.map(({ name }, i) => [name, new Tensor("float32", numbers(WIDTH ** 2, i + 1), [WIDTH, WIDTH])]),
  );
  const x = new Tensor("float32", numbers(ROWS * WIDTH, 3), [ROWS, WIDTH]);
  const before = process.memoryUsage.rss();
  await session.run({ ...feeds, x });
  const { maxRSS } = process.resourceUsage();
  await session.release();
  return maxRSS * 1024 - before;
}

test("parts that are computed again hold no memory meanwhile", async () => {
  // The process's peak never falls: the smaller one first.
  const parts = await growth(6);
  const whole = await growth(1);
  expect(whole).toBeGreaterThan(350e6);
  expect(parts / whole).toBeLessThan(0.5);
});
