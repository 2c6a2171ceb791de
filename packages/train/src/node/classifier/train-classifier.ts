import { itemsSha256 } from "@tiny-cats/data";
import type { TrainingEnd } from "../../loop/train.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { schedule } from "../../schedule/schedule.ts";
import { openStep } from "../../step/open-step.ts";
import type { OrtModule } from "../../step/ort-module.ts";
import { pictureBatches } from "../pictures/picture-batches.ts";
import { openForward } from "../run/forward-pass.ts";
import { type ModelRun, runModel, type Tell } from "../run/run-model.ts";
import { runtimeName } from "../run/runtime-name.ts";
import { weightsOf } from "../run/weights-of.ts";
import { classifierBatch } from "./classifier-batch.ts";
import { classifierMetrics, type Judged } from "./classifier-metrics.ts";
import { type ClassifierPlan, classifierPlan } from "./classifier-plan.ts";
import type { ClassifierTrainingOptions } from "./classifier-training-options.ts";
import { type ExportedClassifier, exportClassifier } from "./export-classifier.ts";
import { measurePictures } from "./measure-pictures.ts";
import { softObjective } from "./soft-objective.ts";
import { weightGroups } from "./weight-groups.ts";

/** Examples that are quickest computed at a time. */
const AT_ONCE = 8;
/** Part of a run in which the rate rises. */
const WARMUP = 1 / 20;
/** What a smaller log loss is worth against accuracy: it decides between equals. */
const TIE = 1e-6;

/** How a training ended, and where its classifier is, if it came to one. */
export interface ClassifierTrainingEnd extends TrainingEnd {
  readonly exported?: ExportedClassifier;
}

/**
 * Trains a classifier on the pictures of a set, and writes it to `final/` with a temperature fitted to the split "val". What is measured and written is the
 * average of weights; the better of two is the more accurate on "val", then the one of smaller log loss.
 *
 * Unless told: 14 epochs in batches of 32, AdamW at 2e-4 (the head at ten times the rate) with decay 0.02 on matrices, a twentieth of the run as
 * warm-up and then half a cosine, average 0.99, parts of 0.4 to 1 of a photo, mirrored, brightness, contrast and saturation changed by up to 0.2,
 * mixup 0.2, label smoothing 0.1.
 *
 * Throws `no-pictures`, `wrong-start`, `invalid-training-option`, `run-exists`, `no-run`, `run-in-use`; what `openStep` and `train` throw.
 */
export async function trainClassifier(
  ort: OrtModule,
  options: ClassifierTrainingOptions,
): Promise<ClassifierTrainingEnd> {
  const { out, start, threads, workers, signal, average = 0.99, earlyStopping } = options;
  const plan = classifierPlan(options);
  const { architecture, config, begun, pictures, labels, seed, batchSize, epochSteps, settings, rate } = plan;
  const sessions = { ...(threads !== undefined && { threads }) };
  await using step = await openStep(ort, {
    model: plan.model,
    weights: plan.trained,
    objective: softObjective(settings),
    optimizer: adamW({ weightDecay: options.decay ?? 0.02 }),
    group: weightGroups(plan.trained, { ...settings, head: plan.head, headRate: settings.headRate / rate }),
    ...(plan.learnsNorms && { batchNorm: "batch" as const }),
    average: true,
    ...sessions,
  });
  const told = new Set<string>();
  let tell: Tell = async () => {};
  const onLeftOut = async (file: string, reason: string) => {
    if (!told.has(file)) await tell({ type: "left-out", file, reason });
    told.add(file);
  };
  const measure = async (stop: { readonly signal?: AbortSignal }): Promise<Judged> => {
    await using pass = await openForward(ort, architecture.graph(config, weightsOf(step, begun)), sessions);
    const { classOf, preprocessing } = plan;
    const own = {
      classes: labels.length,
      classOf,
      preprocessing,
      onLeftOut,
      ...(workers !== undefined && { workers }),
    };
    return await measurePictures(pass, pictures.val, { ...own, ...stop });
  };
  const evaluate: ModelRun["evaluate"] = async (_, stop) => {
    const metrics = { ...classifierMetrics(await measure(stop), { other: plan.other }) };
    return { value: metrics.accuracy - TIE * metrics.log_loss, metrics };
  };
  const stopped = { ...(signal && { signal }) };
  const dataSha256 = itemsSha256([...pictures.train, ...pictures.val]);
  const facts = { parent: start.parent ?? null, data: dataSha256, seed, settings };
  let stoppedAt: number | undefined;
  let exported: ExportedClassifier | undefined;
  const afterEvent: ModelRun["afterEvent"] = async (event) => {
    if (event.type !== "stopped" || (event.reason !== "finished" && event.reason !== "early")) return;
    stoppedAt = event.step;
    const endedEarly = event.reason === "early";
    exported = await exportClassifier(step, plan, { out, endedEarly, facts, measure: () => measure(stopped) });
    const { path, calibration } = exported;
    if (!calibration) return;
    const { temperature, held_out } = calibration;
    await tell({ type: "calibrated", step: exported.step, temperature, metrics: { ...held_out }, path });
  };
  const run: ModelRun = {
    seed,
    runtime: runtimeName(ort),
    ...(start.parent !== undefined && { parent: start.parent }),
    model: { architecture, config, weights: begun, labels },
    dataset: options.data.name,
    dataSha256,
    prepared: {
      type: "prepared",
      architecture: architecture.name,
      parameters: [...step.weights.values()].reduce((sum, { length }) => sum + length, 0),
      pictures: { train: pictures.train.length, val: pictures.val.length },
      epochSteps,
    },
    batches(own) {
      tell = own;
      return batchesOf(plan, onLeftOut, workers);
    },
    schedule: schedule({
      rate,
      minRate: options.minRate ?? 0,
      steps: plan.steps,
      warmup: options.warmup ?? Math.round(plan.steps * WARMUP),
      kind: options.schedule ?? "cosine",
    }),
    ...(options.clip !== undefined && { clip: options.clip }),
    // Normalisations that learn would see less of a batch.
    microBatch: Math.ceil(batchSize / (options.accumulate ?? (plan.learnsNorms ? 1 : Math.ceil(batchSize / AT_ONCE)))),
    averageDecay: average,
    saveEvery: options.saveEvery ?? epochSteps,
    settings,
    ...(pictures.val.length > 0 && { evaluate, better: "higher" as const }),
    ...(earlyStopping && { earlyStopping }),
    ...stopped,
    afterEvent,
  };
  const end = await runModel(step, run, options);
  // The step has taken up its best weights where the run ended early.
  return { ...end, step: stoppedAt ?? end.step, ...(exported && { exported }) };
}

function batchesOf(
  plan: ClassifierPlan,
  onLeftOut: (file: string, reason: string) => Promise<void>,
  workers?: number,
): ReturnType<typeof pictureBatches> {
  const { pictures, recipe, classOf, preprocessing, seed, batchSize, labels, settings } = plan;
  const isCut = recipe.crop !== undefined;
  const own = { seed, classes: labels.length, classOf, preprocessing, isCut, mixup: settings.mixup };
  return pictureBatches(pictures.train, {
    seed,
    batchSize,
    recipe,
    ...(workers !== undefined && { workers }),
    make: (examples) => ({ batch: classifierBatch(examples, own) }),
    onLeftOut,
  });
}
