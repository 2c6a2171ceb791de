import { join } from "node:path";
import { tinyDit } from "@tiny-cats/architectures";
import { encodePng } from "@tiny-cats/core/png";
import { augmentation, itemsSha256 } from "@tiny-cats/data";
import { makeFolder, writeFileAtomic } from "@tiny-cats/files";
import type { TrainingEnd } from "../../loop/train.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { schedule } from "../../schedule/schedule.ts";
import { openStep } from "../../step/open-step.ts";
import type { OrtModule } from "../../step/ort-module.ts";
import type { Step } from "../../step/step.ts";
import { type Example, pictureBatches } from "../pictures/picture-batches.ts";
import { trainingPictures } from "../pictures/training-pictures.ts";
import { openForward } from "../run/forward-pass.ts";
import type { ModelTrainingOptions } from "../run/model-training-options.ts";
import { runModel } from "../run/run-model.ts";
import { weightsOf } from "../run/weights-of.ts";
import { chooseConfig, type NetworkOptions, type StartingModel } from "./choose-config.ts";
import { drawnClasses } from "./class-labels.ts";
import { drawSheet } from "./draw-sheet.ts";
import { flowBatch } from "./flow-batch.ts";
import { flowObjective } from "./flow-objective.ts";
import { initialWeights } from "./initial-weights.ts";
import { parseTimeSampling } from "./time-sampling.ts";
import { heldOutPicture, validationLoss } from "./validation-loss.ts";

export interface GeneratorTrainingOptions extends ModelTrainingOptions, NetworkOptions {
  /** Weights to begin with; by chance unless told. */
  readonly start?: StartingModel;
  /** How often an example loses its label, 0 to 1; 0.1 unless told. Guidance needs some. */
  readonly labelDropout?: number;
  /** "uniform", "logit-normal" or "logit-normal:<mean>,<deviation>"; the second unless told. */
  readonly timeSampling?: string;
  /** Updates from one sheet of drawings to the next; none are drawn unless told. */
  readonly sampleEvery?: number;
}

/** Sides of a head's box that its square has. */
const MARGIN = 1.3;
/** Heads are cut a little larger than the pictures that are taken of them at random. */
const ROOM = 72 / 64;
/** Examples that are quickest computed at a time, on few processors; larger pictures need the memory. */
const AT_ONCE = 32;
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
  const {
    data,
    out,
    start,
    seed = 0,
    batchSize = 64,
    average = 0.999,
    saveEvery = 1000,
    signal,
    sampleEvery,
  } = options;
  const { threads, workers, labelDropout = 0.1, timeSampling = "logit-normal", earlyStopping } = options;
  const classes = drawnClasses(data.items);
  const pictures = trainingPictures(
    { ...data, items: data.items.filter(classes.keep) },
    {
      valSplit: options.valSplit ?? 0.1,
      seed,
    },
  );
  const config = chooseConfig(options, classes.labels.length, start);
  const { image_size: size, num_classes, null_class, prediction } = config;
  const nullClass = null_class ? num_classes : num_classes - 1;
  const begun = start?.weights ?? initialWeights(config, seed);
  const times = parseTimeSampling(timeSampling);
  const flow = { seed, size, classOf: classes.classOf, nullClass, labelDropout, times, prediction };
  const epochSteps = Math.ceil(pictures.train.length / batchSize);
  const steps = options.steps ?? (options.epochs === undefined ? 10_000 : options.epochs * epochSteps);
  const hasHeads = pictures.train.some(({ box }) => box);
  const recipe = augmentation(options.augment ?? "basic", { size, ...(!hasHeads && { resized: WHOLE }) });

  await using step = await openStep(ort, {
    model: tinyDit.graph(config, begun, { opset: 20 }),
    weights: [...tinyDit.tensors(config).keys()],
    objective: flowObjective,
    optimizer: adamW({ beta2: 0.95, weightDecay: options.decay ?? 0.01 }),
    average: true,
    ...(threads !== undefined && { threads }),
  });
  const openAverage = (of: Step) =>
    openForward(ort, tinyDit.graph(config, weightsOf(of, begun)), { ...(threads !== undefined && { threads }) });
  const heldOut: { picture: Awaited<ReturnType<typeof heldOutPicture>>; item: Example["item"] }[] = [];
  for (const item of pictures.val)
    heldOut.push({ picture: await heldOutPicture(item, { size, margin: MARGIN }), item });
  const drawn = classes.drawn.map((id) => ({ id, label: classes.labels[id] }));

  async function drawSamples(): Promise<string> {
    await using pass = await openAverage(step);
    const sheet = await drawSheet(pass, {
      size,
      classes: drawn,
      nullClass,
      seed,
      each: EACH,
      ...(signal && { signal }),
    });
    const path = join(out, "samples", `step-${step.count}.png`);
    await makeFolder(join(out, "samples"));
    await writeFileAtomic(path, await encodePng(sheet));
    return path;
  }

  return await runModel(
    step,
    {
      seed,
      runtime: "onnxruntime",
      ...(start?.parent !== undefined && { parent: start.parent }),
      model: {
        architecture: tinyDit,
        config,
        weights: begun,
        // A starting model may know more classes than these pictures have.
        ...(classes.labels.length === num_classes && { labels: classes.labels }),
      },
      dataset: data.name,
      dataSha256: itemsSha256([...pictures.train, ...pictures.val]),
      prepared: {
        type: "prepared",
        architecture: tinyDit.name,
        parameters: [...step.weights.values()].reduce((sum, { length }) => sum + length, 0),
        pictures: { train: pictures.train.length, val: pictures.val.length },
        epochSteps,
      },
      batches: pictureBatches(pictures.train, {
        seed,
        batchSize,
        recipe,
        head: { size: Math.round(size * ROOM), margin: MARGIN },
        ...(workers !== undefined && { workers }),
        make: (examples) => ({ batch: flowBatch(examples, flow) }),
      }),
      schedule: schedule({
        rate: options.rate ?? 4e-4,
        minRate: options.minRate ?? 0,
        steps,
        warmup: options.warmup ?? 300,
        kind: options.schedule ?? "cosine",
      }),
      clip: options.clip ?? 1,
      microBatch: Math.ceil(batchSize / (options.accumulate ?? Math.ceil(batchSize / AT_ONCE))),
      averageDecay: average,
      saveEvery,
      ...(heldOut.length > 0 && {
        async evaluate(of: Step, { signal: stop }: { signal?: AbortSignal }) {
          await using pass = await openAverage(of);
          return { value: await validationLoss(pass, heldOut, { ...flow, ...(stop && { signal: stop }) }) };
        },
      }),
      ...(earlyStopping && { earlyStopping }),
      ...(signal && { signal }),
      async afterEvent(event, tell) {
        const isDue = event.type === "step" && sampleEvery !== undefined && event.step % sampleEvery === 0;
        if (isDue && !signal?.aborted) await tell({ type: "sampled", step: event.step, path: await drawSamples() });
      },
    },
    options,
  );
}

/** What is taken of pictures without a head's box: most of them. */
const WHOLE = { area: [0.75, 1], ratio: [1, 1] } as const;
