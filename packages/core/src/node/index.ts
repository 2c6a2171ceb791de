export type { EmbeddedModel } from "../embedded-model.ts";
export type { LoadModelOptions } from "../worker/load-model.ts";
export type { Runtime } from "../worker/session-protocol.ts";
export type { LoadOptions, PoolOptions, WorkerPool, WorkerSession } from "../worker/worker-pool.ts";
export { createWorkerPool } from "./create-worker-pool.ts";
export { type DecodeOptions, decodeImage } from "./decode.ts";
export { loadClassifier } from "./load-classifier.ts";
export { loadGenerator } from "./load-generator.ts";
export { type FoundModel, findModel, type ModelSource, readGraph } from "./model-source.ts";
