export { type CheckedSums, checkChecksums } from "./checksums/check-checksums.ts";
export { type ChecksumOptions, writeChecksums } from "./checksums/write-checksums.ts";
export type { PublishDatasetOptions } from "./dataset/dataset-options.ts";
export type { DatasetOutcome, DatasetPlan } from "./dataset/dataset-plan.ts";
export { publishDataset } from "./dataset/publish-dataset.ts";
export { discover } from "./discover/discover.ts";
export type { Candidate, DiscoverOptions, Discovery, FoundModelSource, Place } from "./discover/discovery.ts";
export { type ExampleOptions, writeExamples } from "./examples/write-examples.ts";
export type { GateName } from "./gates/gate-names.ts";
export type { GateReport } from "./gates/report-of.ts";
export { GATES_BEFORE_MEASURING } from "./gates/table.ts";
export { DEFAULT_THRESHOLDS, parseThresholds, type Thresholds } from "./gates/thresholds.ts";
export { type ValidateGatesOptions, validate } from "./gates/validate.ts";
export type { PlannedChange, PlannedUpload } from "./hub/planned-upload.ts";
export { measure } from "./measure/measure.ts";
export type { MeasureOptions } from "./measure/measure-options.ts";
export type { Measured, NotMeasured, PassedReport, ReportName, TakenReport } from "./measure/measured.ts";
export { type CardOptions, type WrittenCard, type WrittenCards, writeCard } from "./measure/write-card.ts";
export type { ModelKind } from "./model-kind.ts";
export { prepare } from "./prepare/prepare.ts";
export type { PrepareOptions } from "./prepare/prepare-options.ts";
export type { HashedPath, MissingFile, Prepared, PreparedModel } from "./prepared.ts";
export { STAGES, type Stage, type StageProgress } from "./progress.ts";
export { type PublishOutcome, publish } from "./publish.ts";
export type { PublishOptions } from "./publish-options.ts";
export type { PublishPlan } from "./publish-plan.ts";
export {
  type FileFault,
  modelInFolder,
  PULL_DIALECTS,
  type PullDialect,
  type Pulled,
  type PulledCheckpoint,
  type PulledFile,
  type PulledModel,
  type PullModelOptions,
  type PullOptions,
  type PullProgress,
  pull,
  pullModel,
  type RunnableModel,
} from "./pull/index.ts";
export type { PublicationReport } from "./report/make-report.ts";
export { reportMarkdown } from "./report/report-markdown.ts";
export type { ReportFiles } from "./report/write-report.ts";
export { type SeedLayout, type SeedLayoutOptions, seedLayout } from "./seed/seed-layout.ts";
export { UNKNOWN_LICENCE } from "./unknown-licence.ts";
export type { FileDifference } from "./verify/published-files.ts";
export {
  type PublishedFacts,
  type PublishedRepository,
  type VerifyPublishedOptions,
  verifyPublished,
} from "./verify/verify-published.ts";
