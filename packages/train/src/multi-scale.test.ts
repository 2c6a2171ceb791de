import { parseConfig, resizeTinyDit, tinyDit } from "@tiny-cats/architectures";
import { type Model, makeTensor, type Tensor, writeModel } from "@tiny-cats/onnx";
import { squaredError } from "@tiny-cats/onnx/gradient";
import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { fill, unit } from "../../../tooling/golden/fill.ts";
import type { BatchSource } from "./loop/batch-reader.ts";
import { train } from "./loop/train.ts";
import type { TrainingEvent } from "./loop/training-event.ts";
import { adamW } from "./optimizer/adam-w.ts";
import { schedule } from "./schedule/schedule.ts";
import { openStep, type StepOptions } from "./step/open-step.ts";
import type { Batch, Step } from "./step/step.ts";
import { flowBatch } from "./testing/training-case.ts";

const config = parseConfig(tinyDit, { image_size: 16, patch_size: 4, embed_dim: 16, depth: 2, num_heads: 2 });
const table = tinyDit.tensors(config);
const beginning = new Map(
  [...table].map(([name, { shape }]): [string, Tensor] => [name, makeTensor("float32", shape, fill(name, shape))]),
);
const SIZES = [16, 32];
const graphOf = (imageSize: number, weights = beginning) => tinyDit.graph(config, weights, { opset: 20, imageSize });

/** A network for pictures of 16 x 16, with a variant for those of 32 x 32. */
const options: StepOptions = {
  model: graphOf(16),
  variants: { 32: graphOf(32) },
  weights: [...table.keys()],
  objective: (g, { velocity }) => squaredError(g, velocity, g.input("target", "float32", velocity.shape)),
  optimizer: adamW(),
  threads: 1,
};

const open = (own: Partial<StepOptions> = {}) => openStep(ort, { ...options, ...own });

const batchAt = (size: number, step = 0) => flowBatch("scales", step, 4, size);
const atSize = (size: number) => (size === 16 ? {} : { variant: String(size) });

async function velocityOf(model: Model, { noise, timestep, breed }: Batch): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(writeModel(model), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const feeds = Object.entries({ noise, timestep, breed }).map(([name, { data, shape }]) => [
    name,
    data instanceof BigInt64Array ? new ort.Tensor("int64", data, shape) : new ort.Tensor("float32", data, shape),
  ]);
  const { velocity } = await session.run(Object.fromEntries(feeds));
  await session.release();
  return velocity.data as Float32Array;
}

const trainedWeights = (step: Step) =>
  new Map([...step.weights].map(([name, values]) => [name, makeTensor("float32", table.get(name)!.shape, values)]));

describe("one network at two sizes", () => {
  test("loses loss at both in one run, and is exported at each", async () => {
    await using step = await open();
    // The same four batches of each size, in an order that is drawn.
    const sizes = Array.from(unit("sizes", 200), (u) => SIZES[Math.floor(2 * u)]);
    const batches: BatchSource = async function* ({ index }) {
      for (let at = index; at < sizes.length; at++) {
        yield { batch: batchAt(sizes[at], at % 4), next: { epoch: 0, index: at + 1 }, ...atSize(sizes[at]) };
      }
    };
    const losses: Record<string, number[]> = { 16: [], 32: [] };
    const onEvent = (event: TrainingEvent) => {
      if (event.type === "step") losses[event.variant ?? 16].push(event.loss);
    };
    const end = await train(step, {
      batches,
      schedule: schedule({ rate: 3e-3, steps: 200, warmup: 10 }),
      clip: 1,
      onEvent,
    });
    expect(end.reason).toBe("finished");
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    for (const own of Object.values(losses)) {
      expect(own.length).toBeGreaterThan(80);
      expect(mean(own.slice(-20))).toBeLessThan(mean(own.slice(0, 20)) / 2);
    }
    const weights = trainedWeights(step);
    const { noise, timestep, breed } = batchAt(32, 9);
    const inGraph = await velocityOf(graphOf(32, weights), { noise, timestep, breed });
    const sized = resizeTinyDit(config, weights, 32);
    const exported = await velocityOf(tinyDit.graph(sized.config, sized.weights), { noise, timestep, breed });
    const largest = Math.max(...inGraph.map(Math.abs));
    expect(Math.max(...exported.map((value, i) => Math.abs(value - inGraph[i])))).toBeLessThan(1e-6 * largest);
  }, 60_000);

  test.each(SIZES)("makes the steps of %i alone that a network of this size makes, bit for bit", async (size) => {
    await using both = await open();
    await using alone = await open({ model: graphOf(size), variants: {} });
    for (let i = 0; i < 3; i++) {
      const options = { rate: 1e-3, clip: 1, microBatch: 3 };
      const found = await both.run(batchAt(size, i), { ...options, ...atSize(size) });
      expect(found).toEqual(await alone.run(batchAt(size, i), options));
    }
    expect(both.state).toEqual(alone.state);
  });

  test.each(SIZES)("learns its positions from pictures of %i", async (size) => {
    await using step = await open({ weights: ["pos_embed"] });
    const losses = [];
    for (let i = 0; i < 30; i++) {
      losses.push((await step.run(batchAt(size), { rate: 0.02, ...atSize(size) })).loss);
    }
    expect(losses[29]).toBeLessThan(losses[0] * 0.95);
    const before = fill("pos_embed", table.get("pos_embed")!.shape);
    expect(step.weights.get("pos_embed")!.every((value, i) => value !== before[i])).toBe(true);
  });

  test("opens sessions for each size of picture and of batch, once", async () => {
    const made: Uint8Array[] = [];
    const create = (bytes: Uint8Array, options: object) => {
      made.push(bytes);
      return ort.InferenceSession.create(bytes, options);
    };
    await using step = await openStep({ Tensor: ort.Tensor, InferenceSession: { create } }, options);
    const before = made.length;
    for (const size of [16, 32, 32, 16, 32]) await step.run(batchAt(size), { rate: 0, microBatch: 3, ...atSize(size) });
    expect(made).toHaveLength(before + 4);
  });
});
