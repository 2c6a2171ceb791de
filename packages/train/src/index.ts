export {
  type GradientGraph,
  type GradientGraphOptions,
  gradientGraph,
  type Objective,
} from "./graphs/gradient-graph.ts";
export type { BatchSource, TrainingBatch } from "./loop/batch-reader.ts";
export type { Checkpoints, Cursor, LoadedProgress, RunSettings, TrainingProgress } from "./loop/checkpoints.ts";
export type { Evaluation } from "./loop/judge.ts";
export { type TrainingEnd, type TrainOptions, train } from "./loop/train.ts";
export type { StopReason, TrainingEvent } from "./loop/training-event.ts";
export { type AdamWOptions, adamW } from "./optimizer/adam-w.ts";
export { averageDecay } from "./optimizer/average-decay.ts";
export type { Optimizer, UpdateMoment, UpdateVectors } from "./optimizer/optimizer.ts";
export { type SgdOptions, sgd } from "./optimizer/sgd.ts";
export { type Schedule, type ScheduleOptions, schedule } from "./schedule/schedule.ts";
export type { WeightGroup } from "./step/lay-out.ts";
export { openStep, type StepOptions } from "./step/open-step.ts";
export type { OrtModule } from "./step/ort-module.ts";
export type { Batch, BatchTensor, RunOptions, Step, StepResult, StepState } from "./step/step.ts";
