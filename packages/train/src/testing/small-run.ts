import * as ort from "onnxruntime-node";
import type { BatchSource } from "../loop/batch-reader.ts";
import type { TrainOptions } from "../loop/train.ts";
import { adamW } from "../optimizer/adam-w.ts";
import { schedule } from "../schedule/schedule.ts";
import { openStep, type StepOptions } from "../step/open-step.ts";
import type { Step } from "../step/step.ts";
import { SMALL_WEIGHTS, smallBatch, smallModel, squares } from "./small-model.ts";

/** A step of `smallModel` with an average. */
export const openSmall = (options: Partial<StepOptions> = {}) =>
  openStep(ort, {
    model: smallModel(),
    weights: SMALL_WEIGHTS,
    objective: squares,
    optimizer: adamW(),
    average: true,
    threads: 1,
    ...options,
  });

const EPOCH = 7;

/** Batches of 4 for `smallModel`, others in each epoch, for ever. */
export const smallBatches: BatchSource = async function* ({ epoch, index }) {
  for (let at = epoch * EPOCH + index; ; at++) {
    const next = { epoch: Math.floor((at + 1) / EPOCH), index: (at + 1) % EPOCH };
    yield { batch: smallBatch(4, at), next };
  }
};

/** A run of so many updates. */
export const smallRun = (steps: number, options: Partial<TrainOptions> = {}): TrainOptions => ({
  batches: smallBatches,
  schedule: schedule({ rate: 0.02, steps, kind: "cosine", warmup: 5 }),
  clip: 1,
  averageDecay: 0.99,
  saveEvery: 10,
  ...options,
});

/** A step that does something else before some of its runs. */
export function disturbed(step: Step, before: (run: number) => unknown): Step {
  let run = 0;
  return {
    ...step,
    get count() {
      return step.count;
    },
    get state() {
      return step.state;
    },
    async run(batch, options) {
      before(++run);
      return step.run(batch, options);
    },
  };
}
