import type { TrainingProgress } from "./checkpoints.ts";

/** What an evaluation measured. */
export interface Evaluation {
  /** What decides which weights are best. */
  readonly value: number;
  /** What else was measured, for events and checkpoints. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** What counts as better, and when a run has learned enough. */
export interface Judgement {
  /** "lower" unless told. */
  readonly better?: "lower" | "higher";
  /** By how much a value has to be better than the best to count; 0 unless told. */
  readonly minDelta?: number;
}

/** A run's progress after an evaluation. NaN and infinities are never better. */
export function judge(
  progress: TrainingProgress,
  step: number,
  { value, metrics }: Evaluation,
  { better = "lower", minDelta = 0 }: Judgement,
): TrainingProgress {
  const { best } = progress;
  const gain = best && (better === "lower" ? best.value - value : value - best.value);
  const isBest = Number.isFinite(value) && (gain === undefined || gain > minDelta);
  const measured = Object.entries({ loss: progress.metrics.loss ?? null, ...metrics, value });
  return {
    ...progress,
    metrics: Object.fromEntries(measured.map(([name, x]) => [name, Number.isFinite(x) ? x : null])),
    evaluated: step,
    ...(isBest ? { best: { step, value }, stale: 0 } : { stale: progress.stale + 1 }),
  };
}
