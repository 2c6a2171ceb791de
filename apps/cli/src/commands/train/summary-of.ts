import type { TrainingEnd } from "@tiny-cats/train";
import type { RunState } from "./view/run-state.ts";

/** What a run came to, as data. */
export function summaryOf({ step, reason, progress }: TrainingEnd, { prepared, steps, sampled, calibrated }: RunState) {
  const { best, metrics, rollbacks } = progress;
  return {
    reason,
    step,
    steps,
    architecture: prepared?.architecture ?? null,
    parameters: prepared?.parameters ?? null,
    pictures: prepared?.pictures ?? null,
    metrics,
    best: best ?? null,
    rollbacks,
    sheet: sampled?.path ?? null,
    final: calibrated?.path ?? null,
  };
}
