import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig, tinyDit } from "@tiny-cats/architectures";
import { decodeImage } from "@tiny-cats/core/node";
import type { ImageSet } from "@tiny-cats/data";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { pictureSet } from "../../testing/picture-set.ts";
import type { ModelTrainingEvent } from "../run/model-training-event.ts";
import type { GeneratorTrainingOptions } from "./generator-training-options.ts";
import { initialWeights } from "./initial-weights.ts";
import { trainGenerator } from "./train-generator.ts";

const config = { image_size: 16, patch_size: 4, embed_dim: 32, depth: 1, num_heads: 2, num_classes: 13 };
const start = { config, weights: initialWeights(parseConfig(tinyDit, config), 3) };
const both = { sizes: [16, 32] };

/** Trains a small network of 16, perhaps until it is told to stop, and gives what happened and the weights that it left. */
async function run(
  data: ImageSet,
  { stopAfter, ...options }: Partial<GeneratorTrainingOptions> & { stopAfter?: number } = {},
) {
  const events: ModelTrainingEvent[] = [];
  const controller = new AbortController();
  const out = temporaryFolder();
  const end = await trainGenerator(ort, {
    ...{ data, out, start, steps: 10, batchSize: 4, warmup: 0, threads: 1, workers: 1, saveEvery: 5, seed: 4 },
    ...options,
    signal: controller.signal,
    onEvent(event) {
      events.push(event);
      if (event.type === "step" && event.step === stopAfter) controller.abort();
    },
  });
  const steps = events.flatMap((event) => (event.type === "step" ? [event] : []));
  return {
    events,
    out: options.out ?? out,
    losses: steps.map(({ step, variant, loss }) => ({ step, size: variant ?? "16", loss })),
    weights: readFileSync(join(options.out ?? out, `step-${end.step}`, "model.safetensors")),
  };
}

/** How often a pixel in a row through drawings differs from the one before. */
async function changesAlongRow(path: string): Promise<number> {
  const { data, width } = await decodeImage(path);
  const row = Array.from({ length: width }, (_, x) =>
    data.slice(3 * (60 * width + x), 3 * (60 * width + x + 1)).join(),
  );
  return row.filter((pixel, x) => pixel !== row[x - 1]).length;
}

test("one network learns from pictures of two sizes, and is measured and drawn at both", async () => {
  const { events, losses } = await run(await pictureSet(temporaryFolder()), {
    ...both,
    ...{ steps: 200, saveEvery: 100, sampleEvery: 200, rate: 3e-3, seed: 5 },
  });
  for (const size of ["16", "32"]) {
    const own = losses.filter((one) => one.size === size).map(({ loss }) => loss);
    expect(own.length).toBeGreaterThan(70);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(mean(own.slice(-20))).toBeLessThan(mean(own.slice(0, 20)) / 2);
  }
  const measured = events.flatMap((event) => (event.type === "evaluated" ? [event] : []));
  expect(measured.map(({ step }) => step)).toEqual([100, 200]);
  for (const { value, metrics } of measured) {
    expect(value).toBeCloseTo((metrics.loss_16! + metrics.loss_32!) / 2, 10);
  }
  const [first, second] = measured.map(({ metrics }) => metrics);
  for (const name of ["loss_16", "loss_32"]) expect(second[name]!).toBeLessThan(first[name]!);
  const paths = events.flatMap((event) => (event.type === "sampled" ? [event.path] : []));
  expect(paths.map((path) => /samples.(.*)/.exec(path)![1])).toEqual(["step-200.png", "step-200-32.png"]);
  // Drawings of 16 are enlarged to eight times their size, those of 32 to four times.
  const [own, other] = await Promise.all(paths.map(changesAlongRow));
  expect(other).toBeGreaterThan(1.5 * own);
}, 60_000);

test("such a run goes on to the same bits", async () => {
  const data = await pictureSet(temporaryFolder());
  const straight = await run(data, both);
  expect(new Set(straight.losses.map(({ size }) => size))).toEqual(new Set(["16", "32"]));
  const first = await run(data, { ...both, stopAfter: 7 });
  const second = await run(data, { ...both, out: first.out, resume: true });
  expect(first.losses).toHaveLength(7);
  expect([...first.losses, ...second.losses]).toEqual(straight.losses);
  expect(second.weights).toEqual(straight.weights);
});

test("its own size alone is a run as any other", async () => {
  const data = await pictureSet(temporaryFolder());
  const usual = await run(data);
  const alone = await run(data, { sizes: [16] });
  expect(alone.losses).toEqual(usual.losses);
  expect(alone.weights).toEqual(usual.weights);
});

test.each([
  ["without its own", [32], "invalid-training-option"],
  ["that are no whole patches", [16, 30], "invalid-model-config"],
])("sizes %s are refused before anything is written", async (_, sizes, code) => {
  const data = await pictureSet(temporaryFolder());
  const out = temporaryFolder();
  expect(await errorOf(() => run(data, { sizes, out }))).toMatchObject({ code });
  expect(() => readFileSync(join(out, "events.jsonl"))).toThrow("ENOENT");
});
