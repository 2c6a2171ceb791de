export type { EmbeddedModel } from "../embedded-model.ts";
export type { LoadModelOptions, ReadableModel } from "../worker/load-model.ts";
export type { LoadOptions, PoolOptions, WorkerPool, WorkerSession } from "../worker/worker-pool.ts";
export { createWorkerPool, type WebPoolOptions } from "./create-worker-pool.ts";
export { type DecodeOptions, decodeImage } from "./decode.ts";
export type { DownloadProgress } from "./download.ts";
export { loadClassifier } from "./load-classifier.ts";
export { loadGenerator } from "./load-generator.ts";
export { type FetchModelOptions, findModel, type ModelSource } from "./model-source.ts";
