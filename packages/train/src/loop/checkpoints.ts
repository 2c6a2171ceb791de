import type { Step } from "../step/step.ts";

/** Where in the data the next batch begins: the loader's own count. */
export interface Cursor {
  readonly epoch: number;
  readonly index: number;
}

/** Where a run is, apart from its weights: with them and the same data it goes on as if it had never stopped. */
export interface TrainingProgress {
  readonly cursor: Cursor;
  /** What the schedule's rate is multiplied by: halved when a run met NaN or infinity. */
  readonly rateScale: number;
  /** How often that was. */
  readonly rollbacks: number;
  /** Examples computed at a time, where memory was too short for those that were asked for. */
  readonly microBatch?: number;
  /** The best evaluation, and how many since then were no better. */
  readonly best?: { readonly step: number; readonly value: number };
  readonly stale: number;
  /** The update after which was last evaluated. */
  readonly evaluated?: number;
  /** Loss of the last update and what the last evaluation measured; null where that is no number. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Settings that the numbers of a run follow from, as JSON. */
export type RunSettings = Readonly<Record<string, unknown>>;

/** What was taken up. */
export interface LoadedProgress {
  readonly progress: TrainingProgress;
  /** What is not as it was when that was saved, in words: settings, threads, the processor. The bits may differ for it. */
  readonly differences: readonly string[];
}

/** Where a run's state is kept. */
export interface Checkpoints {
  /** Keeps a step's numbers and where the run is; whole or not at all. */
  save(step: Step, progress: TrainingProgress, settings: RunSettings): Promise<void>;
  /** Takes up what was saved last and is whole; undefined where nothing was saved. `onDamaged` is told of what had to be passed over. */
  load(
    step: Step,
    settings: RunSettings,
    options?: { onDamaged?: (checkpoint: string, reason: string) => void | Promise<void> },
  ): Promise<LoadedProgress | undefined>;
}
