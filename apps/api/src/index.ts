export type { ApiKey } from "./auth/api-key.ts";
export { type CreateKeyOptions, createKey } from "./auth/create-key.ts";
export { readKeys } from "./auth/read-keys.ts";
export type { ModelsToServe, ModelToServe } from "./models/find-models.ts";
export { type DrawOnQueueOptions, drawOnQueue, type QueuedDrawing } from "./redis/draw-on-queue.ts";
export type { RedisOptions, Role } from "./redis/redis-options.ts";
export type { Log } from "./server/log.ts";
export type { ApiSettings } from "./settings.ts";
export { type Api, type StartOptions, startApi } from "./start-api.ts";
