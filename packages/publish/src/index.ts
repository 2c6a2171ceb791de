export type { ModelKind } from "./model-kind.ts";
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
export type { FileDifference } from "./verify/published-files.ts";
export {
  type PublishedFacts,
  type PublishedRepository,
  type VerifyPublishedOptions,
  verifyPublished,
} from "./verify/verify-published.ts";
