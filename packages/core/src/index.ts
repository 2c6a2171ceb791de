export { BREEDS, type Breed, findBreed } from "./breeds.ts";
export {
  type Classification,
  type Classifier,
  type ClassifyOptions,
  createClassifier,
  type Prediction,
} from "./classifier.ts";
export type { DrawRequest } from "./draw-request.ts";
export {
  createGenerator,
  type Drawing,
  type DrawOptions,
  type DrawStep,
  type Generator,
} from "./generator.ts";
export { centerCrop } from "./image/center-crop.ts";
export { crop } from "./image/crop.ts";
export type { DrawingSettings } from "./image/drawing-metadata.ts";
export { imageToTensor, tensorToImage } from "./image/image-tensor.ts";
export { normalize } from "./image/normalize.ts";
export { type PadOptions, pad } from "./image/pad.ts";
export { cropSeen, preprocess } from "./image/preprocess.ts";
export { resize } from "./image/resize/resize.ts";
export type { ResizeFilter } from "./image/resize/resize-filter.ts";
export type { Rectangle, ResizeOptions } from "./image/resize/resize-plan.ts";
export type { RgbImage } from "./image/rgb-image.ts";
export { type RawImage, toRgb } from "./image/to-rgb.ts";
export { findLabel, nearMatches } from "./labels.ts";
export type { ProviderChoice } from "./provider-choice.ts";
export { quantile } from "./quantile.ts";
export { normals } from "./random/normals.ts";
export { philox4x32 } from "./random/philox.ts";
export { type Purpose, purposes } from "./random/purposes.ts";
export { checkSeed } from "./random/seed.ts";
export type { Stream, StreamRequest } from "./random/stream.ts";
export { uniforms } from "./random/uniforms.ts";
export type { Session, TensorInfo } from "./session.ts";
export { softmax } from "./softmax.ts";
export { adamsBashforth2 } from "./solvers/adams-bashforth-2.ts";
export { euler } from "./solvers/euler.ts";
export { type GuidanceOptions, guide, type LabelledVelocity } from "./solvers/guidance.ts";
export { heun } from "./solvers/heun.ts";
export { inverseNormal } from "./solvers/inverse-normal.ts";
export { midpoint } from "./solvers/midpoint.ts";
export { findSolver, type SolverEntry, type SolverName, solvers } from "./solvers/registry.ts";
export { rk4 } from "./solvers/rk4.ts";
export { logitNormalTimes, shiftedTimes, type TimeGrid, timeGrid, uniformTimes } from "./solvers/times.ts";
export type { Solver, SolverOptions, SolverStep, State, Velocity } from "./solvers/velocity.ts";
export type { DType, Tensor, TensorData } from "./tensor.ts";
