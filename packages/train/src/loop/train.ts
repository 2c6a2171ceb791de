import { averageDecay } from "../optimizer/average-decay.ts";
import { checkCount } from "../optimizer/check-count.ts";
import { checkSetting } from "../optimizer/check-setting.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { Step } from "../step/step.ts";
import { type BatchSource, openReader } from "./batch-reader.ts";
import type { Checkpoints, RunSettings, TrainingProgress } from "./checkpoints.ts";
import { diverged, hasDiverged } from "./diverged.ts";
import { type Evaluation, type Judgement, judge } from "./judge.ts";
import { memoryCheckpoints } from "./memory-checkpoints.ts";
import { examplesOf, runUpdate } from "./run-update.ts";
import type { StopReason, TrainingEvent } from "./training-event.ts";

export interface TrainOptions {
  readonly batches: BatchSource;
  /** Updates of the whole run, those before a resumption included, and their rates. */
  readonly schedule: Schedule;
  /** Greatest norm of the gradient; unlimited unless told. */
  readonly clip?: number;
  /** Examples that are computed at a time; all of a batch unless told. */
  readonly microBatch?: number;
  /** What the average of weights keeps of itself once it is warm, see `averageDecay`; needed where the step keeps one. */
  readonly averageDecay?: number;
  /** Where the state is kept. A run goes on from what is there. In memory unless told: then it is only for going back from NaN. */
  readonly checkpoints?: Checkpoints;
  /** Updates from one saving to the next; 1000 unless told. The first state, the last and the best are saved as well. */
  readonly saveEvery?: number;
  /** Measures the step's weights, lower values being better unless `better` says otherwise. */
  readonly evaluate?: (step: Step, options: { readonly signal?: AbortSignal }) => Promise<Evaluation>;
  /** Updates from one evaluation to the next; those of `saveEvery` unless told. The last state is evaluated as well. */
  readonly evaluateEvery?: number;
  readonly better?: Judgement["better"];
  /** Ends the run after `patience` evaluations that are not better than the best by more than `minDelta`. */
  readonly earlyStopping?: { readonly patience: number; readonly minDelta?: number };
  /** What else the numbers follow from, kept with each state: a run that goes on with another value says so. */
  readonly settings?: RunSettings;
  /** When it fires, the state is saved and the run ends within a step. */
  readonly signal?: AbortSignal;
  /** Is told what happens, and waited for. */
  readonly onEvent?: (event: TrainingEvent) => void | Promise<void>;
}

/** How a run ended. */
export interface TrainingEnd {
  readonly step: number;
  readonly reason: StopReason;
  readonly progress: TrainingProgress;
}

const BEGIN: TrainingProgress = {
  cursor: { epoch: 0, index: 0 },
  rateScale: 1,
  rollbacks: 0,
  stale: 0,
  metrics: {},
};

/**
 * Trains a step to the end of its schedule, from where its checkpoints left it: the same batches, threads, processor and runtime give the same
 * bits, stopped or not. Loss or gradient that are NaN or infinite: back to the last checkpoint, at half the rate, three times. Memory too
 * short: half as many examples at a time. The step stays open.
 *
 * Throws `training-diverged`, `out-of-memory`, `invalid-training-option`; what the step, the batches, the evaluation, the checkpoints and
 * `onEvent` throw, after saving.
 */
export async function train(step: Step, options: TrainOptions): Promise<TrainingEnd> {
  const { batches, schedule, clip, evaluate, earlyStopping, signal, saveEvery = 1000 } = options;
  const { checkpoints = memoryCheckpoints(), evaluateEvery = saveEvery, onEvent = () => {} } = options;
  const { steps } = schedule.settings;
  const patience = earlyStopping?.patience ?? Number.POSITIVE_INFINITY;
  const judgement = { better: options.better, minDelta: earlyStopping?.minDelta };
  for (const [name, value] of Object.entries({ saveEvery, evaluateEvery, patience })) {
    if (value !== Number.POSITIVE_INFINITY) checkCount(name, value, 1);
  }
  checkSetting("minDelta", earlyStopping?.minDelta ?? 0, { least: 0 });
  const settings = {
    ...options.settings,
    schedule: schedule.settings,
    clip,
    microBatch: options.microBatch,
    averageDecay: options.averageDecay,
  };
  const load = () =>
    checkpoints.load(step, settings, {
      onDamaged: (checkpoint, reason) => onEvent({ type: "checkpoint-damaged", checkpoint, reason }),
    });
  const found = await load();
  let progress = found?.progress ?? BEGIN;
  let saved = found && progress;
  await onEvent({ type: "started", step: step.count, steps, schedule: schedule.settings });
  const { cutWarmup } = schedule;
  if (cutWarmup !== undefined) {
    await onEvent({ type: "warmup-cut", asked: cutWarmup, warmup: schedule.settings.warmup });
  }
  if (found) await onEvent({ type: "resumed", step: step.count, differences: found.differences });
  let reader = openReader(batches, progress.cursor, signal);

  async function save(): Promise<void> {
    // Whatever comes of it, the same state is not tried twice.
    saved = progress;
    await checkpoints.save(step, progress, settings);
    await onEvent({ type: "saved", step: step.count });
  }

  /** Evaluates where that is due. What the signal interrupts is done again by the run that goes on. */
  async function assess(): Promise<boolean> {
    const { count } = step;
    const isDue = count > 0 && (count >= steps || count % evaluateEvery === 0) && progress.evaluated !== count;
    if (!evaluate || !isDue || signal?.aborted) return false;
    const evaluation = await evaluate(step, { ...(signal && { signal }) }).catch((error) => {
      if (!signal?.aborted) throw error;
    });
    if (!evaluation) return false;
    progress = judge(progress, count, evaluation, judgement);
    const isBest = progress.best?.step === count;
    await onEvent({ type: "evaluated", step: count, value: evaluation.value, metrics: progress.metrics, isBest });
    return isBest;
  }

  /** Does what is due between two updates, and says why there shall be no other. */
  async function settle(hasEnded: boolean): Promise<StopReason | undefined> {
    const isBest = await assess();
    const reason = step.count >= steps ? "finished" : progress.stale >= patience ? "early" : undefined;
    const end = reason ?? (signal?.aborted ? "aborted" : hasEnded ? "data-ended" : undefined);
    if (saved !== progress && (end || isBest || step.count % saveEvery === 0)) await save();
    return end;
  }

  async function rollBack(error: Error): Promise<void> {
    const from = step.count + 1;
    const { rateScale, rollbacks, microBatch } = progress;
    if (hasDiverged(rollbacks)) throw diverged(from, error);
    const { progress: before } = (await load())!;
    progress = { ...before, rateScale: rateScale / 2, rollbacks: rollbacks + 1, ...(microBatch && { microBatch }) };
    reader.close();
    reader = openReader(batches, progress.cursor, signal);
    const { message: reason } = error;
    await onEvent({ type: "rolled-back", step: step.count, from, rateScale: progress.rateScale, reason });
  }

  /** One update from the next batch; false where there is none. */
  async function advance(): Promise<boolean> {
    const begun = performance.now();
    const given = await reader.next();
    if (!given) return false;
    const ready = performance.now();
    const rate = schedule.at(step.count + 1) * progress.rateScale;
    const { batch, shares, variant, next } = given;
    const sizes = [options.microBatch, progress.microBatch].filter((size) => size !== undefined);
    const { loss, norm, ...done } = await runUpdate(step, batch, {
      rate,
      clip,
      ...(sizes.length > 0 && { microBatch: Math.min(...sizes) }),
      ...(shares && { shares }),
      ...(variant !== undefined && { variant }),
      ...(options.averageDecay !== undefined && { average: averageDecay(options.averageDecay, step.count + 1) }),
      ...(signal && { signal }),
      onShort: async (size) => onEvent({ type: "micro-batch", step: step.count, microBatch: size }),
    });
    const kept = done.microBatch === undefined ? {} : { microBatch: done.microBatch };
    const { epoch } = progress.cursor;
    progress = { ...progress, ...kept, cursor: next, metrics: { ...progress.metrics, loss } };
    const [waited, milliseconds] = [ready - begun, performance.now() - ready];
    const examples = examplesOf(batch);
    const made = { step: step.count, epoch, loss, norm, rate, examples, milliseconds, waited };
    await onEvent({ type: "step", ...made, ...(variant !== undefined && { variant }) });
    return true;
  }

  try {
    for (let hasEnded = false; ; ) {
      const reason = await settle(hasEnded);
      if (reason) {
        await onEvent({ type: "stopped", step: step.count, reason });
        return { step: step.count, reason, progress };
      }
      try {
        hasEnded = !(await advance());
      } catch (error) {
        if (signal?.aborted && error === signal.reason) continue;
        if ((error as { code?: unknown }).code !== "not-finite") throw error;
        await rollBack(error as Error);
      }
    }
  } catch (error) {
    // What was learned since is not lost for another's fault; the error that is told is that fault.
    if (saved !== progress) await save().catch(() => {});
    throw error;
  } finally {
    reader.close();
  }
}
