export {
  type ClassifierReport,
  type EvaluateClassifierOptions,
  evaluateClassifier,
  type PicturePrediction,
} from "./classifier/evaluate-classifier.ts";
export { predictionsCsv } from "./classifier/predictions-csv.ts";
export {
  type EvaluateGeneratorOptions,
  evaluateGenerator,
  type GeneratorEvaluated,
  type GeneratorReport,
} from "./generator/evaluate-generator.ts";
export type { SplitChoice } from "./report/choose-items.ts";
