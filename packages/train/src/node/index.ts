export { type CheckpointFolderOptions, checkpointFolder } from "./checkpoint/checkpoint-folder.ts";
export type { CheckpointState } from "./checkpoint/checkpoint-state.ts";
export { type LoadCheckpointOptions, loadCheckpoint, type TrainingCheckpoint } from "./checkpoint/load-checkpoint.ts";
export { type EventLog, openEventLog } from "./event-log.ts";
export type { StartingModel } from "./generator/choose-config.ts";
export type { GeneratorTrainingOptions } from "./generator/generator-training-options.ts";
export { trainGenerator } from "./generator/train-generator.ts";
export type { ModelTrainingEvent } from "./run/model-training-event.ts";
export type { ModelTrainingOptions } from "./run/model-training-options.ts";
