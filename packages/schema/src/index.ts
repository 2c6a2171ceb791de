export {
  type BenchmarkReport,
  benchmarkReportSchema,
  parseBenchmarkReport,
  parseBenchmarkReportText,
} from "./documents/benchmark-report.ts";
export {
  type DataManifest,
  dataManifestSchema,
  parseDataManifest,
  parseDataManifestText,
} from "./documents/data-manifest.ts";
export {
  type DataReport,
  dataReportSchema,
  parseDataReport,
  parseDataReportText,
} from "./documents/data-report.ts";
export {
  type ClassifierEvaluation,
  type EvaluationReport,
  evaluationReportSchema,
  type GeneratorEvaluation,
  type LanguageEvaluation,
  parseEvaluationReport,
  parseEvaluationReportText,
} from "./documents/evaluation-report.ts";
export {
  type FidResults,
  fidResultsSchema,
  parseFidResults,
  parseFidResultsText,
} from "./documents/fid-results.ts";
export {
  type GenerationMetadata,
  generationMetadataSchema,
  parseGenerationMetadata,
  parseGenerationMetadataText,
} from "./documents/generation-metadata.ts";
export {
  type InceptionScore,
  inceptionScoreSchema,
  parseInceptionScore,
  parseInceptionScoreText,
} from "./documents/inception-score.ts";
export {
  type InferenceLatency,
  inferenceLatencySchema,
  parseInferenceLatency,
  parseInferenceLatencyText,
} from "./documents/inference-latency.ts";
export {
  type Lineage,
  lineageSchema,
  parseLineage,
  parseLineageText,
} from "./documents/lineage.ts";
export {
  type ClassificationManifest,
  type GenerationManifest,
  type Manifest,
  manifestSchema,
  parseManifest,
  parseManifestText,
  type TextGenerationManifest,
} from "./documents/manifest.ts";
export {
  type MemoryUsage,
  memoryUsageSchema,
  parseMemoryUsage,
  parseMemoryUsageText,
} from "./documents/memory-usage.ts";
export {
  type PublishReport,
  parsePublishReport,
  parsePublishReportText,
  publishReportSchema,
} from "./documents/publish-report.ts";
export {
  parseQuantizationReport,
  parseQuantizationReportText,
  type QuantizationReport,
  quantizationReportSchema,
} from "./documents/quantization-report.ts";
export {
  parseTrainingCheckpoint,
  parseTrainingCheckpointText,
  type TrainingCheckpoint,
  trainingCheckpointSchema,
} from "./documents/training-checkpoint.ts";
export {
  parseTrainingReport,
  parseTrainingReportText,
  type TrainingReport,
  trainingReportSchema,
} from "./documents/training-report.ts";
export {
  parseValidationReport,
  parseValidationReportText,
  type ValidationReport,
  validationReportSchema,
} from "./documents/validation-report.ts";
export { isTinyCatsError, TinyCatsError } from "./errors.ts";
export type { Generation } from "./shapes/generation.ts";
export type { Measured } from "./shapes/measured.ts";
export type { ModelFile } from "./shapes/model-file.ts";
export type { Preprocessing } from "./shapes/preprocessing.ts";
export type { Provenance } from "./shapes/provenance.ts";
export type { Sampler } from "./shapes/sampler.ts";
export type { Task } from "./shapes/scalars.ts";
export type { TensorSpec } from "./shapes/tensor-spec.ts";
