export type { FileFault } from "./check-hashes.ts";
export type { PulledModel } from "./examine-models.ts";
export type { PulledFile } from "./hash-files.ts";
export { modelInFolder } from "./model-in-folder.ts";
export { pull } from "./pull.ts";
export { PULL_DIALECTS, type PullDialect } from "./pull-dialects.ts";
export { type PullModelOptions, pullModel, type RunnableModel } from "./pull-model.ts";
export type { PullOptions, PullProgress } from "./pull-options.ts";
export type { Pulled, PulledCheckpoint } from "./pulled.ts";
