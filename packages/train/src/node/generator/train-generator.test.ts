import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tinyDit } from "@tiny-cats/architectures";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { loadTrainingCheckpoint } from "@tiny-cats/checkpoint/training";
import { decodeImage } from "@tiny-cats/core/node";
import type { ImageSet } from "@tiny-cats/data";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { openStep } from "../../step/open-step.ts";
import { pictureSet } from "../../testing/picture-set.ts";
import type { ModelTrainingEvent } from "../run/model-training-event.ts";
import { flowBatch } from "./flow-batch.ts";
import { flowObjective } from "./flow-objective.ts";
import type { GeneratorTrainingOptions } from "./generator-training-options.ts";
import { heldOutPicture } from "./held-out-picture.ts";
import { initialWeights } from "./initial-weights.ts";
import { trainGenerator } from "./train-generator.ts";

const CONFIG = { image_size: 16, patch_size: 4, embed_dim: 16, depth: 1, num_heads: 2, num_classes: 13 };
const parsed = (changes = {}) => ({ ...tinyDit.presets["tinydit-64"], ...CONFIG, ...changes });
const small = { config: CONFIG, weights: initialWeights(parsed(), 3), parent: "small" };

let set: ImageSet;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "tiny-cats-test-"));
  set = await pictureSet(folder);
  return () => rmSync(folder, { recursive: true });
});

type Options = Partial<GeneratorTrainingOptions>;

async function run(options: Options = {}) {
  const out = options.out ?? temporaryFolder();
  const events: ModelTrainingEvent[] = [];
  const settings = {
    data: set,
    start: small,
    steps: 4,
    batchSize: 4,
    warmup: 0,
    threads: 1,
    workers: 1,
    saveEvery: 50,
  };
  const end = await trainGenerator(ort, { ...settings, ...options, out, onEvent: (event) => void events.push(event) });
  return { out, events, end };
}

/** Losses to the last bit, and what became of the weights. */
async function numbersOf({ out, events }: { out: string; events: readonly ModelTrainingEvent[] }) {
  const losses = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  const { path } = (await loadTrainingCheckpoint(out))!;
  const hash = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(path, name)))
      .digest("hex");
  return { losses, weights: hash("model.safetensors"), average: hash("average.safetensors") };
}

test("learns what the pictures are: the loss on held-out heads falls, and drawings are of the breed's colour", async () => {
  const config = { ...CONFIG, embed_dim: 32 };
  const { out, events, end } = await run({
    start: { config, weights: initialWeights(parsed(config), 3) },
    steps: 300,
    rate: 5e-3,
    batchSize: 8,
    average: 0.9,
    saveEvery: 100,
    sampleEvery: 300,
  });
  expect(end.reason).toBe("finished");
  expect(events[0]).toEqual({
    type: "prepared",
    architecture: "tinydit",
    parameters: 34_512,
    pictures: { train: 16, val: 8 },
    epochSteps: 2,
  });
  const measured = events.flatMap((event) => (event.type === "evaluated" ? [event.value] : []));
  expect(measured).toHaveLength(3);
  const [first] = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  expect(measured[2]).toBeLessThan(first / 4);
  const sampled = events.find(({ type }) => type === "sampled");
  const path = join(out, "samples", "step-300.png");
  expect(sampled).toEqual({ type: "sampled", step: 300, path });
  const { data, width, height } = await decodeImage(path);
  expect(width).toBe(4 * 132 + 4);
  // Bengals are in the upper row, and red; Persians in the lower, and blue.
  const redness = [0, 1].map((row) => {
    let sum = 0;
    for (let y = (row * height) / 2 + 10; y < (row * height) / 2 + 110; y++) {
      for (let x = 10; x < 120; x++)
        sum += data[3 * (Math.floor(y) * width + x)] - data[3 * (Math.floor(y) * width + x) + 2];
    }
    return sum / 100 / 110;
  });
  expect(redness[0]).toBeGreaterThan(40);
  expect(redness[1]).toBeLessThan(-20);
  expect(readFileSync(join(out, "events.jsonl"), "utf8").trim().split("\n")).toHaveLength(events.length);
});

test.each(["sample", "velocity"] as const)("overfits one batch of 8, %s", async (prediction) => {
  const config = parsed({ embed_dim: 64, prediction });
  await using step = await openStep(ort, {
    model: tinyDit.graph(config, initialWeights(config, 1), { opset: 20 }),
    weights: [...tinyDit.tensors(config).keys()],
    objective: flowObjective,
    optimizer: adamW({ weightDecay: 0 }),
    threads: 1,
  });
  const examples = await Promise.all(
    set.items
      .slice(0, 8)
      .map(async (item, number) => ({ ...(await heldOutPicture(item, { size: 16, margin: 1.3 })), number })),
  );
  const times = { kind: "uniform" } as const;
  const batch = flowBatch(examples, {
    seed: 1,
    size: 16,
    classOf: () => 1,
    nullClass: 13,
    labelDropout: 0,
    times,
    prediction,
  });
  const { loss: before } = await step.run(batch, { rate: 3e-3 });
  let loss = before;
  for (let i = 0; i < 500; i++) ({ loss } = await step.run(batch, { rate: 3e-3 * (1 - i / 500), clip: 1 }));
  expect(before).toBeGreaterThan(0.5);
  expect(loss).toBeLessThan(before / 400);
});

describe("every option has an effect", () => {
  let plain: Awaited<ReturnType<typeof numbersOf>>;
  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), "tiny-cats-test-"));
    plain = await numbersOf(await run({ out }));
    return () => rmSync(out, { recursive: true });
  });

  test("the same options give the same bits, whatever the threads that read", async () => {
    expect(await numbersOf(await run({ workers: 3 }))).toEqual(plain);
  });

  test.each<[string, Options]>([
    ["seed", { seed: 9 }],
    ["rate", { rate: 1e-3 }],
    ["minRate", { minRate: 2e-4 }],
    ["warmup", { warmup: 3 }],
    ["schedule", { schedule: "constant" }],
    ["decay", { decay: 0.5 }],
    ["clip", { clip: 0.01 }],
    ["augment", { augment: "full" }],
    ["labelDropout", { labelDropout: 0.9 }],
    ["timeSampling", { timeSampling: "uniform" }],
    ["timeSampling with numbers", { timeSampling: "logit-normal:1,0.5" }],
    ["batchSize", { batchSize: 5 }],
    ["steps", { steps: 3 }],
    ["epochs", { steps: undefined, epochs: 2 }],
    ["start", { start: { ...small, weights: initialWeights(parsed(), 4) } }],
  ])("%s", async (_, options) => {
    const numbers = await numbersOf(await run(options));
    expect(numbers.weights).not.toBe(plain.weights);
  });

  test("average moves the average alone", async () => {
    const numbers = await numbersOf(await run({ average: 0.01 }));
    expect(numbers).toMatchObject({ weights: plain.weights, losses: plain.losses });
    expect(numbers.average).not.toBe(plain.average);
  });

  test("accumulate computes the same update in parts", async () => {
    const { losses } = await numbersOf(await run({ accumulate: 4 }));
    for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(plain.losses[i], 5);
    expect(losses).not.toEqual(plain.losses);
  });

  test("saveEvery, sampleEvery and earlyStopping", async () => {
    const earlyStopping = { patience: 1, minDelta: 100 };
    const { out, events, end } = await run({ saveEvery: 1, sampleEvery: 2, earlyStopping, steps: 10 });
    expect(end).toMatchObject({ reason: "early", step: 2 });
    expect(readdirSync(out).sort()).toEqual(["events.jsonl", "samples", "step-0", "step-1", "step-2"]);
    expect(events.filter(({ type }) => type === "sampled")).toHaveLength(1);
  });

  test("preset, width, depth, heads and prediction make the network", async () => {
    const { out } = await run({
      start: undefined,
      width: 32,
      depth: 1,
      heads: 4,
      prediction: "velocity",
      steps: 1,
      batchSize: 2,
    });
    const { path } = (await loadTrainingCheckpoint(out))!;
    await using model = await openCheckpoint(join(path, "model.safetensors"));
    expect(model.tensors.get("blocks.0.attn.qkv.weight")?.shape).toEqual([96, 32]);
    expect([...model.tensors.keys()].some((name) => name.startsWith("blocks.1"))).toBe(false);
  });

  test("valSplit holds pictures back where the set does not", async () => {
    const whole = { ...set, items: set.items.map((item) => ({ ...item, split: "train" as const })) };
    for (const [valSplit, val] of [
      [0.25, 6],
      [0, 0],
    ]) {
      const { events } = await run({ data: whole, valSplit });
      expect(events[0]).toMatchObject({ pictures: { train: 24 - val, val } });
      expect(events.some(({ type }) => type === "evaluated")).toBe(val > 0);
    }
  });
});

test.each([1, 3, 6])("stopped after update %i and resumed, a run has the bits of one that was not", async (k) => {
  const options = { steps: 8, batchSize: 5, saveEvery: 100 };
  const straight = await run(options);
  const controller = new AbortController();
  const out = temporaryFolder();
  const events: ModelTrainingEvent[] = [];
  const stopped = await trainGenerator(ort, {
    ...{ data: set, start: small, warmup: 0, threads: 1, workers: 1, out, signal: controller.signal, ...options },
    onEvent(event) {
      events.push(event);
      if (event.type === "step" && event.step === k) controller.abort();
    },
  });
  expect(stopped).toMatchObject({ reason: "aborted", step: k });
  const rest = await run({ ...options, out, resume: true });
  expect(rest.events).toContainEqual({ type: "resumed", step: k, differences: [] });
  expect(await numbersOf({ out, events: [...events, ...rest.events] })).toEqual(await numbersOf(straight));
});

test("without heads the pictures themselves are learnt, and other labels than breeds are classes of their own", async () => {
  const bare = await pictureSet(temporaryFolder(), { heads: false, train: 3, val: 1 });
  const items = bare.items.map((item) => ({ ...item, label: item.label === "Bengal" ? "red" : "blue" }));
  const { events } = await run({
    data: { ...bare, items },
    start: undefined,
    width: 12,
    depth: 1,
    steps: 1,
    sampleEvery: 1,
    batchSize: 2,
  });
  expect(events[0]).toMatchObject({ pictures: { train: 6, val: 2 } });
  expect(events.some(({ type }) => type === "sampled")).toBe(true);
});

test("a picture that can't be read is told once and left out", async () => {
  const bad = await pictureSet(temporaryFolder(), { train: 4, val: 0 });
  writeFileSync(bad.items[0].path, "no picture");
  const { events, end } = await run({ data: bad, valSplit: 0, steps: 6 });
  expect(end.reason).toBe("finished");
  const { file } = bad.items[0];
  expect(events.filter(({ type }) => type === "left-out")).toEqual([
    { type: "left-out", file, reason: expect.any(String) },
  ]);
});

describe("is refused before anything is written", () => {
  test.each<[string, Options]>([
    ["unknown-preset", { start: undefined, preset: "tinydit-99" }],
    ["wrong-start", { width: 32 }],
    ["wrong-start", { preset: "tinydit-64" }],
    ["invalid-training-option", { timeSampling: "logit-normal:1" }],
    ["invalid-training-option", { timeSampling: "often" }],
    ["invalid-training-option", { batchSize: 0 }],
    ["invalid-training-option", { labelDropout: 1.5 }],
    ["invalid-training-option", { epochs: 0, steps: undefined }],
    ["invalid-training-option", { valSplit: 1 }],
    ["invalid-augmentation", { augment: "much" as never }],
    ["no-run", { resume: true }],
  ])("%s: %j", async (code, options) => {
    const out = join(temporaryFolder(), "run");
    expect(await errorOf(() => run({ ...options, out }))).toMatchObject({ code, remedy: expect.any(String) });
    expect(existsSync(out)).toBe(false);
  });

  test("no-pictures", async () => {
    const none = { ...set, items: set.items.map((item) => ({ ...item, label: "Other" })) };
    expect(await errorOf(() => run({ data: none }))).toMatchObject({ code: "no-pictures" });
    const bad = await pictureSet(temporaryFolder(), { train: 2, val: 0 });
    for (const { path } of bad.items) rmSync(path);
    expect(await errorOf(() => run({ data: bad, valSplit: 0 }))).toMatchObject({ code: "no-pictures" });
  });

  test("run-exists", async () => {
    const { out } = await run({ steps: 1 });
    const before = readdirSync(out).sort();
    expect(await errorOf(() => run({ out }))).toMatchObject({ code: "run-exists", value: out });
    expect(readdirSync(out).sort()).toEqual(before);
  });
});
