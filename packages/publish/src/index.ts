export type { ModelKind } from "./model-kind.ts";
export {
  modelInFolder,
  PULL_DIALECTS,
  type PullDialect,
  type Pulled,
  type PulledCheckpoint,
  type PulledModel,
  type PullModelOptions,
  type PullOptions,
  type PullProgress,
  pull,
  pullModel,
  type RunnableModel,
} from "./pull/index.ts";
