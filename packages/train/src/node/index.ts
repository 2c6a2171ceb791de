export { type CheckpointFolderOptions, checkpointFolder } from "./checkpoint/checkpoint-folder.ts";
export type { CheckpointState } from "./checkpoint/checkpoint-state.ts";
export { type LoadCheckpointOptions, loadCheckpoint, type TrainingCheckpoint } from "./checkpoint/load-checkpoint.ts";
export { type EventLog, openEventLog } from "./event-log.ts";
