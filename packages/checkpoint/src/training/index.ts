export { type ListedCheckpoint, listTrainingCheckpoints } from "./list-training-checkpoints.ts";
export { type FoundCheckpoint, type LoadTrainingOptions, loadTrainingCheckpoint } from "./load-training-checkpoint.ts";
export { trainingChecksum } from "./parse-training-state.ts";
export { type ReadTrainingOptions, readTrainingCheckpoint, type TrainingFile } from "./read-training-checkpoint.ts";
