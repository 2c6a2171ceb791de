export { type GradientGraph, type GradientGraphOptions, gradientGraph, type Objective } from "./graphs/gradient-graph.ts";
export { type AdamWOptions, adamW } from "./optimizer/adam-w.ts";
export { averageDecay } from "./optimizer/average-decay.ts";
export type { Optimizer, UpdateMoment, UpdateOperands } from "./optimizer/optimizer.ts";
export { type SgdOptions, sgd } from "./optimizer/sgd.ts";
export type { WeightGroup } from "./step/lay-out.ts";
export { openStep, type StepOptions } from "./step/open-step.ts";
export type { OrtModule, OrtSession } from "./step/ort-module.ts";
export type { Batch, BatchTensor, RunOptions, Step, StepResult, StepState } from "./step/step.ts";
