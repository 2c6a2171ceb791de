export { type DecodeOptions, decodeImage } from "./decode.ts";
export { type LoadModelOptions, loadClassifier } from "./load-classifier.ts";
export { loadGenerator } from "./load-generator.ts";
export { type EmbeddedModel, type FoundModel, findModel, type ModelSource, readGraph } from "./model-source.ts";
export type { Runtime } from "./session-protocol.ts";
export {
  createWorkerPool,
  type LoadOptions,
  type PoolOptions,
  type WorkerPool,
  type WorkerSession,
} from "./worker-pool.ts";
