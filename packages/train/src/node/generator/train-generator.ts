import { join } from "node:path";
import { tinyDit } from "@tiny-cats/architectures";
import { encodePng } from "@tiny-cats/core/png";
import { itemsSha256 } from "@tiny-cats/data";
import { makeFolder, writeFileAtomic } from "@tiny-cats/files";
import type { Model } from "@tiny-cats/onnx";
import type { TrainingEnd } from "../../loop/train.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { schedule } from "../../schedule/schedule.ts";
import { openStep } from "../../step/open-step.ts";
import type { OrtModule } from "../../step/ort-module.ts";
import { pictureBatches } from "../pictures/picture-batches.ts";
import { openForward } from "../run/forward-pass.ts";
import { type ModelRun, runModel } from "../run/run-model.ts";
import { runtimeName } from "../run/runtime-name.ts";
import { weightsOf } from "../run/weights-of.ts";
import { drawSheet } from "./draw-sheet.ts";
import { flowBatch } from "./flow-batch.ts";
import { flowObjective } from "./flow-objective.ts";
import type { GeneratorTrainingOptions } from "./generator-training-options.ts";
import { type HeldOut, heldOutPicture } from "./held-out-picture.ts";
import { atSize, drawnSize } from "./picture-sizes.ts";
import { type TrainingPlan, trainingPlan } from "./training-plan.ts";
import { validationLoss } from "./validation-loss.ts";

/** Sides of a head's box that its square has. */
const MARGIN = 1.3;
/** Heads are cut a little larger than the pictures that are taken of them at random. */
const ROOM = 72 / 64;
/** Examples that are quickest computed at a time, and the patches for which there is memory. */
const AT_ONCE = 32;
const PATCHES = 4096;
/** Drawings of each class on a sheet. */
const EACH = 4;

/**
 * Trains TinyDiT by flow matching on the heads of a set, or on its pictures where it has no boxes. What is sampled and measured is the average of weights.
 *
 * Unless told: 10,000 updates of 64 examples, AdamW (0.9, 0.95) at 4e-4 with decay 0.01 on matrices, 300 updates of warm-up and then half a cosine,
 * clipped to 1, average 0.999, mirrored.
 *
 * Throws `no-pictures`, `wrong-start`, `unknown-preset`, `invalid-training-option`, `run-exists`, `no-run`, `run-in-use`; what `openStep` and `train` throw.
 */
export async function trainGenerator(ort: OrtModule, options: GeneratorTrainingOptions): Promise<TrainingEnd> {
  const { out, start, threads, signal, sampleEvery, average = 0.999, saveEvery = 1000, earlyStopping } = options;
  const plan = trainingPlan(options);
  const { config, begun, pictures, flow, sizes, batchSize, epochSteps, seed } = plan;
  const sessions = { ...(threads !== undefined && { threads }) };
  await using step = await openStep(ort, {
    model: tinyDit.graph(config, begun, { opset: 20 }),
    variants: variantsOf(plan),
    weights: [...tinyDit.tensors(config).keys()],
    objective: flowObjective,
    optimizer: adamW({ beta2: 0.95, weightDecay: options.decay ?? 0.01 }),
    average: true,
    ...sessions,
  });
  const openAverage = (imageSize: number) =>
    openForward(ort, tinyDit.graph(config, weightsOf(step, begun), { imageSize }), sessions);
  const heldOut = new Map<number, HeldOut[]>(sizes.map((size) => [size, []]));
  for (const item of pictures.val) {
    for (const [size, own] of heldOut) own.push(await heldOutPicture(item, { size, margin: MARGIN }));
  }

  const evaluate: ModelRun["evaluate"] = async (_, stop) => {
    const losses: Record<string, number> = {};
    for (const [size, own] of heldOut) {
      await using pass = await openAverage(size);
      losses[`loss_${size}`] = await validationLoss(pass, own, { ...flow, size, ...stop });
    }
    const value = Object.values(losses).reduce((sum, loss) => sum + loss, 0) / sizes.length;
    return { value, ...(sizes.length > 1 && { metrics: losses }) };
  };
  const afterEvent: ModelRun["afterEvent"] = async (event, tell) => {
    const isDue = event.type === "step" && sampleEvery !== undefined && event.step % sampleEvery === 0;
    if (!isDue || signal?.aborted) return;
    for (const size of sizes) {
      const path = join(out, "samples", `step-${event.step}${size === flow.size ? "" : `-${size}`}.png`);
      await using pass = await openAverage(size);
      const sheet = await drawSheet(pass, { ...flow, size, classes: plan.drawn, each: EACH });
      await makeFolder(join(out, "samples"));
      await writeFileAtomic(path, await encodePng(sheet));
      await tell({ type: "sampled", step: event.step, path });
    }
  };
  const run: ModelRun = {
    seed,
    runtime: runtimeName(ort),
    ...(start?.parent !== undefined && { parent: start.parent }),
    model: { architecture: tinyDit, config, weights: begun, ...(plan.labels && { labels: plan.labels }) },
    dataset: options.data.name,
    dataSha256: itemsSha256([...pictures.train, ...pictures.val]),
    prepared: {
      type: "prepared",
      architecture: tinyDit.name,
      parameters: [...step.weights.values()].reduce((sum, { length }) => sum + length, 0),
      pictures: { train: pictures.train.length, val: pictures.val.length },
      epochSteps,
    },
    batches: batchesOf(plan, options.workers),
    schedule: schedule({
      rate: options.rate ?? 4e-4,
      minRate: options.minRate ?? 0,
      steps: plan.steps,
      warmup: options.warmup ?? 300,
      kind: options.schedule ?? "cosine",
    }),
    clip: options.clip ?? 1,
    microBatch: Math.ceil(batchSize / (options.accumulate ?? Math.ceil(batchSize / atOnce(plan)))),
    averageDecay: average,
    saveEvery,
    ...(pictures.val.length > 0 && { evaluate }),
    ...(earlyStopping && { earlyStopping }),
    ...(signal && { signal }),
    afterEvent,
  };
  return await runModel(step, run, options);
}

function batchesOf(
  { pictures, recipe, flow, sizes, seed, batchSize }: TrainingPlan,
  workers?: number,
): ModelRun["batches"] {
  return (tell) =>
    pictureBatches(pictures.train, {
      seed,
      batchSize,
      recipe,
      head: { size: Math.round(Math.max(...sizes) * ROOM), margin: MARGIN },
      ...(workers !== undefined && { workers }),
      make(examples) {
        const size = drawnSize(sizes, { seed, number: examples[0].number });
        const batch = flowBatch(atSize(examples, size), { ...flow, size });
        return { batch, ...(size !== flow.size && { variant: String(size) }) };
      },
      onLeftOut: (file, reason) => tell({ type: "left-out", file, reason }),
    });
}

/** The network at its other sizes. */
function variantsOf({ config, begun, sizes }: TrainingPlan): Record<string, Model> {
  const others = sizes.filter((size) => size !== config.image_size);
  return Object.fromEntries(
    others.map((imageSize) => [String(imageSize), tinyDit.graph(config, begun, { opset: 20, imageSize })]),
  );
}

/** How many examples are computed at a time. */
function atOnce({ config, sizes }: TrainingPlan): number {
  const patches = (Math.max(...sizes) / config.patch_size) ** 2;
  return Math.min(AT_ONCE, Math.max(1, Math.floor(PATCHES / patches)));
}
