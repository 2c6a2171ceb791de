export type { Averages } from "./classification/averages.ts";
export { type ClassAgreement, type ClassAgreementOptions, classAgreement } from "./classification/class-agreement.ts";
export {
  type ClassificationOptions,
  type ClassificationReport,
  classificationReport,
} from "./classification/classification-report.ts";
export type { ClassifiedItem } from "./classification/judged-rows.ts";
export type { Extractor } from "./features/extractor.ts";
export { type FeatureSet, featureSet } from "./features/feature-set.ts";
export {
  createFeatureStatistics,
  type FeatureMoments,
  type FeatureSnapshot,
  type FeatureStatistics,
  restoreFeatureStatistics,
} from "./features/feature-statistics.ts";
export { type FrechetDistance, frechetDistance } from "./frechet/frechet-distance.ts";
export { type FrechetInterval, type FrechetIntervalOptions, frechetInterval } from "./frechet/frechet-interval.ts";
export { FID_SIDE, fidResize } from "./images/fid-resize.ts";
export { type KernelDistance, type KernelDistanceOptions, kernelDistance } from "./kernel/kernel-distance.ts";
export { type Causality, type CausalityOptions, checkCausality, type NextLogits } from "./language/check-causality.ts";
export { type LanguageMetrics, type LanguageSums, languageMetrics } from "./language/language-metrics.ts";
export { tokenLoss } from "./language/token-loss.ts";
export {
  type ManifoldMetrics,
  type ManifoldOptions,
  type MeanOfPictures,
  manifoldMetrics,
} from "./manifold/manifold-metrics.ts";
export {
  type DistanceQuantiles,
  type Memorisation,
  type MemorisationOptions,
  memorisation,
} from "./manifold/memorisation.ts";
export { detectNoise, NOISE_LIMITS, type NoiseVerdict } from "./noise/detect-noise.ts";
export type { NoiseStatistics } from "./noise/noise-statistics.ts";
export type { WorkOptions } from "./progress/do-work.ts";
export type { BootstrapOptions, Interval } from "./sampling/interval.ts";
export { type ClassScore, type ClassScoreOptions, classScore } from "./score/class-score.ts";
