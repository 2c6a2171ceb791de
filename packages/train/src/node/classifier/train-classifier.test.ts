import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainPreprocessing } from "@tiny-cats/architectures";
import { type Backbone, openModel, readBackbone } from "@tiny-cats/architectures/node";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { loadTrainingCheckpoint } from "@tiny-cats/checkpoint/training";
import type { ImageSet } from "@tiny-cats/data";
import { tensorValues } from "@tiny-cats/onnx";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { pictureSet } from "../../testing/picture-set.ts";
import { openForward } from "../run/forward-pass.ts";
import type { ModelTrainingEvent } from "../run/model-training-event.ts";
import { classifierMetrics } from "./classifier-metrics.ts";
import type { ClassifierTrainingOptions } from "./classifier-training-options.ts";
import { measurePictures } from "./measure-pictures.ts";
import { trainClassifier } from "./train-classifier.ts";

const LABELS = ["Bengal", "Persian"];
const HEAD = "classifier.weight";

/** One batch of 8 again and again. */
const BY_HEART = {
  steps: 60,
  batchSize: 8,
  rate: 4e-3,
  headRate: 4e-3,
  augment: "none",
  mixup: 0,
  smoothing: 0,
  decay: 0,
} as const;

let set: ImageSet;
let small: Backbone;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "tiny-cats-test-"));
  set = await pictureSet(folder);
  small = await network(3);
  return () => rmSync(folder, { recursive: true });
});

/** A small network; folded ones take less time, and are computed in parts with the same result. */
function network(seed: number, batch_norm = "folded", labels = LABELS): Promise<Backbone> {
  const config = { depth_multiplier: 0.1, image_size: 32, batch_norm };
  return readBackbone(undefined, { backbone: "mobilenet_v2", labels, config, seed });
}

type Options = Partial<ClassifierTrainingOptions>;

async function run(options: Options = {}) {
  const out = options.out ?? temporaryFolder();
  const events: ModelTrainingEvent[] = [];
  const settings = {
    data: set,
    start: small,
    steps: 3,
    batchSize: 4,
    rate: 1e-3,
    threads: 1,
    workers: 1,
    saveEvery: 50,
  };
  const onEvent = async (event: ModelTrainingEvent) => {
    events.push(event);
    await options.onEvent?.(event);
  };
  const end = await trainClassifier(ort, { ...settings, ...options, out, onEvent });
  return { out, events, end };
}

/** Losses to the last bit, and what became of the weights. */
async function numbersOf({ out, events }: { out: string; events: readonly ModelTrainingEvent[] }) {
  const losses = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  const { path } = (await loadTrainingCheckpoint(out))!;
  const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
  const [weights, average] = ["model", "average"].map((name) => hash(join(path, `${name}.safetensors`)));
  return { losses, weights, average };
}

async function finalWeights(out: string): Promise<ReadonlyMap<string, ArrayLike<number>>> {
  await using model = await openModel(join(out, "final"));
  const read = async ([name, tensor]: [string, { readonly shape: readonly number[] }]) =>
    [name, (await (tensor as never as { read(): Promise<Float32Array> }).read()) as ArrayLike<number>] as const;
  return new Map(await Promise.all([...model.tensors].map(read)));
}

test.each(["folded", "kept"])("learns 8 pictures by heart, with batch norm %s", async (batchNorm) => {
  const few = { ...set, items: set.items.filter(({ file }) => /_[0-3]\.png$/.test(file)) };
  const { events, end, out } = await run({
    data: few,
    start: await network(3, batchNorm),
    ...BY_HEART,
    valSplit: 0,
  });
  const losses = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(losses.at(-1)).toBeLessThan(0.005);
  expect(events[0]).toMatchObject({ type: "prepared", architecture: "mobilenet-v2", epochSteps: 1 });
  expect(end).toMatchObject({ reason: "finished", exported: { step: 60, path: join(out, "final") } });
  expect(end.exported!.calibration).toBeUndefined();
});

test("what is written is the average, at the temperature that was fitted, and reads as a model", async () => {
  const { out, events, end } = await run({ ...BY_HEART, average: 0.5 });
  const { calibration } = end.exported!;
  expect(calibration).toMatchObject({ pictures: 8, before: { accuracy: 1 } });
  expect(calibration!.temperature).not.toBe(1);
  expect(readdirSync(join(out, "final")).sort()).toEqual([
    "config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "training.json",
  ]);
  const json = (name: string) => JSON.parse(readFileSync(join(out, "final", name), "utf8"));
  expect(json("config.json")).toMatchObject({ id2label: { 0: "Bengal", 1: "Persian" }, batch_norm: "folded" });
  expect(json("preprocessor_config.json")).toMatchObject({ size: { shortest_edge: 37 }, crop_size: { height: 32 } });
  expect(json("training.json")).toMatchObject({
    step: 60,
    seed: 0,
    calibration: { temperature: calibration!.temperature },
  });
  const calibrated = events.find(({ type }) => type === "calibrated");
  expect(calibrated).toMatchObject({ step: 60, temperature: calibration!.temperature, path: join(out, "final") });

  const found = await readBackbone(join(out, "final"), { labels: LABELS });
  expect(found).toMatchObject({ hasOwnHead: true, config: { batch_norm: "folded" } });
  await using pass = await openForward(ort, found.architecture.graph(found.config, found.weights), { threads: 1 });
  const preprocessing = plainPreprocessing(32);
  const judged = await measurePictures(
    pass,
    set.items.filter(({ split }) => split === "val"),
    { classes: 2, classOf: (label) => LABELS.indexOf(label), preprocessing },
  );
  const temperatures = Array(8).fill(1 / calibration!.temperature);
  // Multiplied by its temperature again, it is what was measured before.
  expect(classifierMetrics(judged, { temperatures }).log_loss).toBeCloseTo(calibration!.before.log_loss, 5);
  expect(classifierMetrics(judged).log_loss).toBeLessThan(calibration!.before.log_loss);
  expect(readFileSync(join(out, "events.jsonl"), "utf8").trim().split("\n")).toHaveLength(events.length);
});

describe("every option has an effect", () => {
  let plain: Awaited<ReturnType<typeof numbersOf>>;
  let begun: Backbone;
  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), "tiny-cats-test-"));
    plain = await numbersOf(await run({ out }));
    begun = await network(4);
    return () => rmSync(out, { recursive: true });
  });

  test("the same options give the same bits, whatever the threads that read", async () => {
    expect(await numbersOf(await run({ workers: 3 }))).toEqual(plain);
  });

  test.each<[string, () => Options]>([
    ["seed", () => ({ seed: 9 })],
    ["rate", () => ({ rate: 2e-3 })],
    ["minRate", () => ({ minRate: 5e-4 })],
    ["headRate", () => ({ headRate: 1e-3 })],
    ["layerDecay", () => ({ layerDecay: 0.8 })],
    ["warmup", () => ({ warmup: 3 })],
    ["schedule", () => ({ schedule: "constant" })],
    ["decay", () => ({ decay: 0.5 })],
    ["clip", () => ({ clip: 0.01 })],
    ["augment none", () => ({ augment: "none" })],
    ["augment full", () => ({ augment: "full" })],
    ["mixup", () => ({ mixup: 0 })],
    ["smoothing", () => ({ smoothing: 0 })],
    ["classWeights", () => ({ classWeights: { Persian: 0.5 } })],
    ["batchSize", () => ({ batchSize: 5 })],
    ["steps", () => ({ steps: 2 })],
    ["epochs", () => ({ steps: undefined, epochs: 1 })],
    ["start", () => ({ start: { ...begun, parent: "another" } })],
  ])("%s", async (_, options) => {
    const numbers = await numbersOf(await run(options()));
    expect(numbers.weights).not.toBe(plain.weights);
  });

  test("average moves the average alone", async () => {
    const numbers = await numbersOf(await run({ average: 0.01 }));
    expect(numbers).toMatchObject({ weights: plain.weights, losses: plain.losses });
    expect(numbers.average).not.toBe(plain.average);
  });

  test("accumulate computes the same update in parts", async () => {
    const { losses } = await numbersOf(await run({ accumulate: 4 }));
    for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(plain.losses[i], 4);
    expect(losses).not.toEqual(plain.losses);
  });

  test("freeze leaves all but the head as it was", async () => {
    const { out, events } = await run({ freeze: true });
    expect(events[0]).toMatchObject({ parameters: 2 * 1280 + 2 });
    const weights = await finalWeights(out);
    const changed = [...weights].filter(([name, values]) => {
      const before = tensorValues(small.weights.get(name)!);
      return before.some((value, i) => value !== values[i]);
    });
    expect(changed.map(([name]) => name).sort()).toEqual(["classifier.bias", HEAD]);
  });

  test("freeze leaves batch norm's statistics, which learn otherwise", async () => {
    const start = await network(3, "kept");
    const mean = "mobilenet_v2.conv_1x1.normalization.running_mean";
    for (const freeze of [true, false]) {
      const weights = await finalWeights((await run({ start, freeze, steps: 2 })).out);
      expect([...Array.from(weights.get(mean)!)].every((value) => value === 0)).toBe(freeze);
    }
  });

  test("saveEvery and earlyStopping: what is written is then the best, not the last", async () => {
    const { out, events, end } = await run({ steps: 30, saveEvery: 2, earlyStopping: { patience: 2, minDelta: 1 } });
    const { best } = end.progress;
    expect(end).toMatchObject({ reason: "early", step: 6, exported: { step: best!.step } });
    expect(best!.step).toBe(2);
    expect(events.filter(({ type }) => type === "evaluated")).toHaveLength(3);
    const early = await finalWeights(out);
    const { temperature } = end.exported!.calibration!;
    await using saved = await openCheckpoint(join(out, "step-2", "average.safetensors"));
    const wanted = (await saved.tensors.get(HEAD)!.read()) as Float32Array;
    for (const [i, value] of wanted.entries()) expect(early.get(HEAD)![i]).toBe(Math.fround(value / temperature));
  });

  test("valSplit holds pictures back where the set does not", async () => {
    const whole = { ...set, items: set.items.map((item) => ({ ...item, split: "train" as const })) };
    for (const [valSplit, val] of [
      [0.25, 6],
      [0, 0],
    ]) {
      const { events } = await run({ data: whole, valSplit, steps: 1 });
      expect(events[0]).toMatchObject({ pictures: { train: 24 - val, val } });
      expect(events.some(({ type }) => type === "evaluated")).toBe(val > 0);
    }
  });
});

test.each([1, 4])("stopped after update %i and resumed, a run has the bits of one that was not", async (k) => {
  const options = { steps: 6, batchSize: 5, saveEvery: 100 };
  const straight = await run(options);
  const controller = new AbortController();
  const stopped = await run({
    ...options,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === "step" && event.step === k) controller.abort();
    },
  });
  expect(stopped.end).toMatchObject({ reason: "aborted", step: k });
  expect(stopped.end.exported).toBeUndefined();
  expect(existsSync(join(stopped.out, "final"))).toBe(false);
  const { out } = stopped;
  const rest = await run({ ...options, out, resume: true });
  expect(rest.events).toContainEqual({ type: "resumed", step: k, differences: [] });
  expect(await numbersOf({ out, events: [...stopped.events, ...rest.events] })).toEqual(await numbersOf(straight));
  const file = (folder: string) => readFileSync(join(folder, "final", "model.safetensors"));
  expect(Buffer.compare(file(out), file(straight.out))).toBe(0);
  // A run that is over is written again as it was, and says what else it was trained with.
  const again = await run({ ...options, out, resume: true, mixup: 0.5 });
  expect(again.events).toContainEqual({
    type: "resumed",
    step: 6,
    differences: ["settings.mixup was 0.2 and is 0.5"],
  });
  expect(Buffer.compare(file(out), file(straight.out))).toBe(0);
});

test("pictures that can't be read are told and left out, of those that measure too", async () => {
  const bad = await pictureSet(temporaryFolder(), { train: 4, val: 2 });
  const [one] = bad.items.filter(({ split }) => split === "train");
  const [other] = bad.items.filter(({ split }) => split === "val");
  for (const { path } of [one, other]) writeFileSync(path, "no picture");
  const { events, end } = await run({ data: bad, steps: 4 });
  const left = events.flatMap((event) => (event.type === "left-out" ? [event.file] : []));
  expect(new Set(left)).toEqual(new Set([one.file, other.file]));
  expect(left).toHaveLength(2);
  expect(end.exported!.calibration!.pictures).toBe(3);
});

describe("is refused before anything is written", () => {
  test.each<[string, Options]>([
    ["invalid-training-option", { mixup: 1.5 }],
    ["invalid-training-option", { mixup: -1 }],
    ["invalid-training-option", { smoothing: 1 }],
    ["invalid-training-option", { layerDecay: 0 }],
    ["invalid-training-option", { rate: 0 }],
    ["invalid-training-option", { headRate: -1 }],
    ["invalid-training-option", { batchSize: 0 }],
    ["invalid-training-option", { valSplit: 1 }],
    ["invalid-training-option", { classWeights: { Dog: 2 } }],
    ["invalid-augmentation", { augment: "much" as never }],
    ["no-run", { resume: true }],
  ])("%s: %j", async (code, options) => {
    const out = join(temporaryFolder(), "run");
    expect(await errorOf(() => run({ ...options, out }))).toMatchObject({ code, remedy: expect.any(String) });
    expect(existsSync(out)).toBe(false);
  });

  test("wrong-start", async () => {
    const start = await network(3, "folded", ["Bengal", "Birman"]);
    expect(await errorOf(() => run({ start }))).toMatchObject({ code: "wrong-start", value: "Persian" });
    const { architecture } = small;
    const headless = { ...small, architecture: { ...architecture, head: undefined } };
    expect(await errorOf(() => run({ start: headless as never }))).toMatchObject({ code: "wrong-start" });
  });

  test("no-pictures", async () => {
    const none = { ...set, items: set.items.map((item) => ({ ...item, split: "test" as const })) };
    expect(await errorOf(() => run({ data: none }))).toMatchObject({ code: "no-pictures" });
  });
});
