import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BackboneName, readBackbone } from "@tiny-cats/architectures/node";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { pictureSet } from "../../testing/picture-set.ts";
import type { ModelTrainingEvent } from "../run/model-training-event.ts";
import type { ClassifierTrainingOptions } from "./classifier-training-options.ts";
import { trainClassifier } from "./train-classifier.ts";

const LABELS = ["Bengal", "Persian"];

async function run(options: Omit<ClassifierTrainingOptions, "onEvent">) {
  const losses: number[] = [];
  const onEvent = (event: ModelTrainingEvent) => {
    if (event.type === "step") losses.push(event.loss);
  };
  return { losses, end: await trainClassifier(ort, { threads: 1, workers: 1, ...options, onEvent }) };
}

const SMALL: Readonly<Record<BackboneName, object>> = {
  resnet18: { embedding_size: 8, hidden_sizes: [8, 16, 24, 32] },
  resnet34: { embedding_size: 8, hidden_sizes: [8, 16, 24, 32] },
  resnet50: { embedding_size: 8, hidden_sizes: [16, 24, 32, 48] },
  mobilenet_v2: { depth_multiplier: 0.25 },
  mobilenet_v3_small: {},
};

test.each(Object.entries(SMALL))("%s learns 8 pictures by heart", { timeout: 600_000 }, async (name, sizes) => {
  const data = await pictureSet(temporaryFolder(), { train: 4, val: 0 });
  const config = { image_size: 32, ...sizes };
  const start = await readBackbone(undefined, { backbone: name as BackboneName, labels: LABELS, config });
  const still = { augment: "none", mixup: 0, smoothing: 0, decay: 0, valSplit: 0 } as const;
  const rates = { rate: 3e-3, headRate: 3e-3, steps: 160, batchSize: 8 };
  const { losses } = await run({ data, start, out: temporaryFolder(), ...still, ...rates });
  expect(losses[0]).toBeGreaterThan(0.4);
  expect(losses.at(-1)).toBeLessThan(0.005);
});

test("stopped after any update and resumed, a run has the bits of one that was not", { timeout: 600_000 }, async () => {
  const data = await pictureSet(temporaryFolder());
  const config = { depth_multiplier: 0.1, image_size: 32 };
  const start = await readBackbone(undefined, { backbone: "mobilenet_v2", labels: LABELS, config });
  const options = {
    data,
    start,
    steps: 9,
    batchSize: 5,
    saveEvery: 4,
    classWeights: { Persian: 0.5 },
    layerDecay: 0.9,
  };
  const straight = temporaryFolder();
  await run({ ...options, out: straight });
  const file = (folder: string) => readFileSync(join(folder, "final", "model.safetensors"));
  for (let k = 1; k < 9; k++) {
    const out = temporaryFolder();
    const controller = new AbortController();
    const onEvent = (event: ModelTrainingEvent) => {
      if (event.type === "step" && event.step === k) controller.abort();
    };
    const { reason } = await trainClassifier(ort, {
      ...{ threads: 1, workers: 1, ...options, out, onEvent },
      signal: controller.signal,
    });
    expect(reason).toBe("aborted");
    await run({ ...options, out, resume: true });
    expect(Buffer.compare(file(out), file(straight)), `after ${k}`).toBe(0);
  }
});
