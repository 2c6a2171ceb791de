export { type CheckpointFolderOptions, checkpointFolder } from "./checkpoint/checkpoint-folder.ts";
export type { TrainedModel } from "./checkpoint/trained-model.ts";
export { type EventLog, openEventLog } from "./event-log.ts";
export type { StartingModel } from "./generator/choose-config.ts";
export type { GeneratorTrainingOptions } from "./generator/generator-training-options.ts";
export { trainGenerator } from "./generator/train-generator.ts";
export { lockRun } from "./run/lock-run.ts";
export type { ModelTrainingEvent } from "./run/model-training-event.ts";
export type { ModelTrainingOptions } from "./run/model-training-options.ts";
