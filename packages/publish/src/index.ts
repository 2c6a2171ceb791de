export type { PublishDatasetOptions } from "./dataset/dataset-options.ts";
export type { DatasetOutcome, DatasetPlan } from "./dataset/dataset-plan.ts";
export { publishDataset } from "./dataset/publish-dataset.ts";
export type { ModelKind } from "./model-kind.ts";
