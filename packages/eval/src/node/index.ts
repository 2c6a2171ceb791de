export type { WeightsKind } from "@tiny-cats/architectures";
export { squareBox } from "@tiny-cats/data";
export {
  type ClassifierReport,
  type EvaluateClassifierOptions,
  evaluateClassifier,
  type PicturePrediction,
} from "./classifier/evaluate-classifier.ts";
export {
  type EvaluateClassifierCheckpointOptions,
  evaluateClassifierCheckpoint,
} from "./classifier/evaluate-classifier-checkpoint.ts";
export { predictionsCsv } from "./classifier/predictions-csv.ts";
export { predictionOutcomes } from "./compare/prediction-outcomes.ts";
export { type ClassifierExtractor, openExtractor, type PictureExtractor } from "./extract/open-extractor.ts";
export type { InceptionSource } from "./extract/open-inception.ts";
export {
  type CheckpointEvaluated,
  type EvaluateCheckpointOptions,
  evaluateCheckpoint,
} from "./generator/evaluate-checkpoint.ts";
export {
  type EvaluateGeneratorOptions,
  evaluateGenerator,
  type GeneratorEvaluated,
} from "./generator/evaluate-generator.ts";
export type { GeneratorReport } from "./generator/generator-report.ts";
export {
  type KernelDistanceDelta,
  type KernelDistanceDeltaOptions,
  kernelDistanceDelta,
} from "./generator/kernel-distance-delta.ts";
export { PLAIN_SAMPLER } from "./generator/plain-sampler.ts";
export { contextOf } from "./language/context-of.ts";
export { evaluateLanguage, type LanguageEvaluationOptions } from "./language/evaluate-language.ts";
export type { LanguageModel } from "./language/language-model.ts";
export { type OpenLanguageModelOptions, openLanguageModel } from "./language/open-language-model.ts";
export type { SplitChoice } from "./report/choose-items.ts";
