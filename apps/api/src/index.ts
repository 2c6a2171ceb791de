export type { ApiKey } from "./auth/api-key.ts";
export { type CreateKeyOptions, createKey } from "./auth/create-key.ts";
export { readKeys } from "./auth/read-keys.ts";
export type { ModelsToServe, ModelToServe } from "./models/find-models.ts";
export type { Log } from "./server/log.ts";
export type { ApiSettings } from "./settings.ts";
export { type Api, type StartOptions, startApi } from "./start-api.ts";
