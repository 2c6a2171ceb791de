import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model } from "../model/model.ts";
import { spreadNumbers } from "../testing/mobile-graph.ts";
import { runWithOnnxruntime } from "../testing/run-with-onnxruntime.ts";
import { chooseSkipped } from "./choose-skipped.ts";
import { collectRanges } from "./collect-ranges.ts";
import { measureSensitivity, runBatches } from "./measure-sensitivity.ts";
import { outputError } from "./output-error.ts";
import { quantizableNodes } from "./quantizable-nodes.ts";
import { quantizeDynamic } from "./quantize-dynamic.ts";
import { quantizeStatic } from "./quantize-static.ts";

const run = runWithOnnxruntime();

/** Four products in a row, the third with one huge weight beside small ones: 8 bits lose those. */
function fragile(): Model {
  const g = buildGraph("fragile");
  let x = g.input("x", "float32", ["n", 16]);
  for (let i = 0; i < 4; i++) {
    const values = spreadNumbers(256, { scale: 0.5, phase: i });
    if (i === 2) values[0] = 300;
    x = g.tanh(g.matmul(x, g.weight(`w${i}`, makeTensor("float32", [16, 16], values))));
  }
  g.output("y", x);
  return g.finish();
}

const model = fragile();
const batches = [0, 1, 2].map((phase) => ({ x: { shape: [8, 16], data: spreadNumbers(128, { phase: phase + 9 }) } }));
const quantize = (skip: readonly string[]) => quantizeDynamic(model, { perChannel: false, skip });
const nodes = quantizableNodes(model, "dynamic");
const expected = await runBatches(model, batches, run);
const loss = async (given: Model) => outputError(expected, await runBatches(given, batches, run));

test("the node that cannot bear it comes first, and is the one that is skipped", async () => {
  const steps: unknown[] = [];
  const onProgress = (progress: unknown) => void steps.push(progress);
  const found = await measureSensitivity(model, batches, run, { quantize, nodes, onProgress });
  expect(found).toHaveLength(4);
  expect(found[0]).toMatchObject({ node: "matmul_2", op: "MatMul" });
  expect(found[0].loss).toBeGreaterThan(5 * found[1].loss);
  expect(steps.at(-1)).toEqual({ done: 4, total: 4 });
  for (const { node, loss: own } of found) {
    expect(own).toBe(await loss(quantize(nodes.filter((other) => other !== node))));
  }
  const chosen = await chooseSkipped(found, { quantize, loss, maxLoss: 0.05 });
  expect(chosen).toMatchObject({ skip: ["matmul_2"], within: true });
  expect(chosen.loss).toBe(await loss(chosen.model));
  expect(await loss(quantize([]))).toBeGreaterThan(0.05);
});

test("a bound that is held at once skips nothing, one that cannot be held gives the best there was", async () => {
  const found = await measureSensitivity(model, batches, run, { quantize, nodes });
  expect(await chooseSkipped(found, { quantize, loss, maxLoss: 10 })).toMatchObject({ skip: [], within: true });
  const losses: number[] = [];
  const onProgress = (progress: { loss: number }) => void losses.push(progress.loss);
  const best = await chooseSkipped(found, { quantize, loss, maxLoss: 0, skip: ["matmul_0"], most: 2, onProgress });
  expect(best.within).toBe(false);
  expect(losses).toHaveLength(3);
  expect(best.loss).toBe(Math.min(...losses));
  expect(best.skip[0]).toBe("matmul_0");
});

test("a loss of one's own, a static model, no batch, a signal", async () => {
  const ranges = await collectRanges(model, batches, run);
  const fixed = (skip: readonly string[]) => quantizeStatic(model, { ranges, skip });
  const own = await measureSensitivity(model, batches, run, {
    quantize: fixed,
    nodes: quantizableNodes(model, "static"),
    loss: (_, found) => found.length,
  });
  expect(own.map(({ node, loss: value }) => [node, value])).toEqual(nodes.map((node) => [node, 3]));
  expect((await errorOf(() => measureSensitivity(model, [], run, { quantize, nodes }))).code).toBe("no-batches");
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(measureSensitivity(model, batches, run, { quantize, nodes, signal })).rejects.toThrow("stopped");
  await expect(chooseSkipped(own, { quantize: fixed, loss, maxLoss: 0, signal })).rejects.toThrow("stopped");
});

test("an error of outputs is relative, and infinite where they cannot be compared", () => {
  expect(outputError([{ y: [3, 4] }], [{ y: [3, 4] }])).toBe(0);
  expect(outputError([{ y: [3] }, { y: [4] }], [{ y: [3] }, { y: [4.5] }])).toBeCloseTo(0.1);
  expect(outputError([{ y: [0, 0] }], [{ y: [3, 4] }])).toBe(5);
  for (const found of [{}, { y: [1] }, { y: [1, Number.NaN] }])
    expect(outputError([{ y: [1, 2] }], [found as never])).toBe(Number.POSITIVE_INFINITY);
});
