import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { openImageSet } from "@tiny-cats/data";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { formula } from "../../../../../tooling/golden/fill.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import type { ModelTrainingEvent } from "../run/model-training-event.ts";
import type { GeneratorTrainingOptions } from "./generator-training-options.ts";
import { trainGenerator } from "./train-generator.ts";

const SIDE = 150;

/** A folder with a set of twelve pictures in `cats`. */
async function folderWithCats(): Promise<string> {
  const folder = temporaryFolder();
  for (const [breed, brightness] of [
    ["Bengal", 60],
    ["Siamese", 190],
  ] as const) {
    await mkdir(join(folder, "cats", breed), { recursive: true });
    for (let i = 0; i < 6; i++) {
      const grain = formula(`${breed} ${i}`, SIDE * SIDE * 3, 60, brightness);
      const picture = { data: Uint8ClampedArray.from(grain), width: SIDE, height: SIDE };
      await writeFile(join(folder, "cats", breed, `${i}.png`), await encodePng(picture));
    }
  }
  return folder;
}

/** Trains a very small network of 64 on the set, perhaps until it is told to stop, and gives what happened and the weights that it left. */
async function run(
  folder: string,
  out: string,
  { stopAfter, ...options }: Partial<GeneratorTrainingOptions> & { stopAfter?: number } = {},
) {
  const events: ModelTrainingEvent[] = [];
  const controller = new AbortController();
  const all: GeneratorTrainingOptions = {
    data: await openImageSet(join(folder, "cats")),
    out: join(folder, out),
    ...{ width: 8, depth: 1, heads: 1, steps: 10, batchSize: 3, warmup: 2, valSplit: 0.25, threads: 1, workers: 1 },
    ...{ saveEvery: 5, seed: 4 },
    ...options,
  };
  await trainGenerator(ort, {
    ...all,
    signal: controller.signal,
    onEvent(event) {
      events.push(event);
      if (event.type === "step" && event.step === stopAfter) controller.abort();
    },
  });
  const steps = events.flatMap((event) => (event.type === "step" ? [event] : []));
  return {
    events,
    losses: steps.map(({ step, variant, loss }) => [step, variant, loss]),
    weights: () => readFileSync(join(folder, out, `step-${all.steps}`, "model.safetensors")),
  };
}

test("a run of two sizes learns from both, is measured and drawn at both, and goes on bit for bit", async () => {
  const folder = await folderWithCats();
  const straight = await run(folder, "straight", { sizes: [64, 128], sampleEvery: 10 });
  const variants = straight.losses.map(([, variant]) => variant);
  expect(variants).toHaveLength(10);
  expect(new Set(variants)).toEqual(new Set([undefined, "128"]));
  const measured = straight.events.flatMap((event) => (event.type === "evaluated" ? [event] : []));
  for (const { value, metrics } of measured) {
    expect(metrics).toMatchObject({ loss_64: expect.any(Number), loss_128: expect.any(Number) });
    expect(value).toBeCloseTo((metrics.loss_64! + metrics.loss_128!) / 2, 10);
  }
  expect(measured.map(({ step }) => step)).toEqual([5, 10]);
  const paths = straight.events.flatMap((event) => (event.type === "sampled" ? [event.path] : []));
  expect(paths.map((path) => path.slice(-15))).toEqual([expect.stringMatching(/step-10\.png$/), "step-10-128.png"]);
  // Drawings of 64 are shown in twice their size, and so is what is written below them; those of 128 as they are.
  const [own, other] = await Promise.all(paths.map((path) => decodeImage(path)));
  expect(own.width).toBe(other.width);
  expect(own.height).toBeGreaterThan(other.height);

  const first = await run(folder, "stopped", { sizes: [64, 128], stopAfter: 7 });
  const second = await run(folder, "stopped", { sizes: [64, 128], resume: true });
  expect(first.events.at(-1)).toMatchObject({ type: "stopped", step: 7, reason: "aborted" });
  expect([...first.losses, ...second.losses]).toEqual(straight.losses);
  expect(second.weights()).toEqual(straight.weights());
}, 60_000);

test("its own size alone is a run as any other", async () => {
  const folder = await folderWithCats();
  const usual = await run(folder, "usual");
  const alone = await run(folder, "alone", { sizes: [64] });
  expect(alone.losses).toEqual(usual.losses);
  expect(alone.weights()).toEqual(usual.weights());
});

test.each([
  ["without its own", [128], "invalid-training-option"],
  ["that are no whole patches", [64, 100], "invalid-model-config"],
])("sizes %s are refused before anything is written", async (_, sizes, code) => {
  const folder = await folderWithCats();
  expect(await errorOf(() => run(folder, "refused", { sizes }))).toMatchObject({ code });
  expect(() => readFileSync(join(folder, "refused", "events.jsonl"))).toThrow("ENOENT");
});
