import { join } from "node:path";
import { tinyDit } from "@tiny-cats/architectures";
import { encodePng } from "@tiny-cats/core/png";
import { itemsSha256 } from "@tiny-cats/data";
import { makeFolder, writeFileAtomic } from "@tiny-cats/files";
import type { TrainingEnd } from "../../loop/train.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { schedule } from "../../schedule/schedule.ts";
import { openStep } from "../../step/open-step.ts";
import type { OrtModule } from "../../step/ort-module.ts";
import { pictureBatches } from "../pictures/picture-batches.ts";
import { openForward } from "../run/forward-pass.ts";
import { type ModelRun, runModel } from "../run/run-model.ts";
import { weightsOf } from "../run/weights-of.ts";
import { drawSheet } from "./draw-sheet.ts";
import { flowBatch } from "./flow-batch.ts";
import { flowObjective } from "./flow-objective.ts";
import type { GeneratorTrainingOptions } from "./generator-training-options.ts";
import { type HeldOut, heldOutPicture } from "./held-out-picture.ts";
import { type TrainingPlan, trainingPlan } from "./training-plan.ts";
import { validationLoss } from "./validation-loss.ts";

/** Sides of a head's box that its square has. */
const MARGIN = 1.3;
/** Heads are cut a little larger than the pictures that are taken of them at random. */
const ROOM = 72 / 64;
/** Examples that are quickest computed at a time. */
const AT_ONCE = 32;
/** Drawings of each class on a sheet. */
const EACH = 4;

/**
 * Trains TinyDiT by flow matching on the heads of a set, or on its pictures where it has no boxes. What is sampled and measured is the average of weights.
 *
 * Unless told: 10,000 updates of 64 examples, AdamW (0.9, 0.95) at 4e-4 with decay 0.01 on matrices, 300 updates of warm-up and then half a cosine,
 * clipped to 1, average 0.999, mirrored.
 *
 * Throws `no-pictures`, `wrong-start`, `unknown-preset`, `invalid-training-option`, `run-exists`, `no-run`; what `openStep` and `train` throw.
 */
export async function trainGenerator(ort: OrtModule, options: GeneratorTrainingOptions): Promise<TrainingEnd> {
  const { out, start, threads, signal, sampleEvery, average = 0.999, saveEvery = 1000, earlyStopping } = options;
  const plan = trainingPlan(options);
  const { config, begun, pictures, flow, batchSize, epochSteps, seed } = plan;
  const sessions = { ...(threads !== undefined && { threads }) };
  await using step = await openStep(ort, {
    model: tinyDit.graph(config, begun, { opset: 20 }),
    weights: [...tinyDit.tensors(config).keys()],
    objective: flowObjective,
    optimizer: adamW({ beta2: 0.95, weightDecay: options.decay ?? 0.01 }),
    average: true,
    ...sessions,
  });
  const openAverage = () => openForward(ort, tinyDit.graph(config, weightsOf(step, begun)), sessions);
  const heldOut: HeldOut[] = [];
  for (const item of pictures.val) heldOut.push(await heldOutPicture(item, { size: flow.size, margin: MARGIN }));

  const evaluate: ModelRun["evaluate"] = async (_, stop) => {
    await using pass = await openAverage();
    return { value: await validationLoss(pass, heldOut, { ...flow, ...stop }) };
  };
  const afterEvent: ModelRun["afterEvent"] = async (event, tell) => {
    const isDue = event.type === "step" && sampleEvery !== undefined && event.step % sampleEvery === 0;
    if (!isDue || signal?.aborted) return;
    const path = join(out, "samples", `step-${event.step}.png`);
    await using pass = await openAverage();
    const sheet = await drawSheet(pass, { ...flow, classes: plan.drawn, each: EACH });
    await makeFolder(join(out, "samples"));
    await writeFileAtomic(path, await encodePng(sheet));
    await tell({ type: "sampled", step: event.step, path });
  };
  const run: ModelRun = {
    seed,
    runtime: "onnxruntime",
    ...(start?.parent !== undefined && { parent: start.parent }),
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
    microBatch: Math.ceil(batchSize / (options.accumulate ?? Math.ceil(batchSize / AT_ONCE))),
    averageDecay: average,
    saveEvery,
    ...(heldOut.length > 0 && { evaluate }),
    ...(earlyStopping && { earlyStopping }),
    ...(signal && { signal }),
    afterEvent,
  };
  return await runModel(step, run, options);
}

function batchesOf({ pictures, recipe, flow, seed, batchSize }: TrainingPlan, workers?: number): ModelRun["batches"] {
  return (tell) =>
    pictureBatches(pictures.train, {
      seed,
      batchSize,
      recipe,
      head: { size: Math.round(flow.size * ROOM), margin: MARGIN },
      ...(workers !== undefined && { workers }),
      make: (examples) => ({ batch: flowBatch(examples, flow) }),
      onLeftOut: (file, reason) => tell({ type: "left-out", file, reason }),
    });
}
