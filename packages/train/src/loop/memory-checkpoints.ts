import type { StepState } from "../step/step.ts";
import type { Checkpoints, TrainingProgress } from "./checkpoints.ts";

/** Keeps a copy of the last state in memory, for a run to go back to. */
export function memoryCheckpoints(): Checkpoints {
  let kept: { state: StepState; progress: TrainingProgress } | undefined;
  return {
    async save(step, progress) {
      kept = { state: structuredClone(step.state), progress };
    },
    async load(step) {
      if (!kept) return undefined;
      step.restore(kept.state);
      return { progress: kept.progress, differences: [] };
    },
  };
}
