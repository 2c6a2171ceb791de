export { BREEDS, type Breed, findBreed } from "./breeds.ts";
export {
  type Classification,
  type Classifier,
  type ClassifyOptions,
  createClassifier,
  type Prediction,
  type Preprocess,
} from "./classifier.ts";
export {
  createGenerator,
  type Drawing,
  type DrawOptions,
  type DrawRequest,
  type DrawStep,
  type Generator,
} from "./generator.ts";
export { findLabel, nearMatches } from "./labels.ts";
export type { Session, TensorInfo } from "./session.ts";
export { softmax } from "./softmax.ts";
export type { DType, Tensor, TensorData } from "./tensor.ts";
