export type { ModelsToServe, ModelToServe } from "./models/find-models.ts";
export type { Log } from "./server/log.ts";
export type { ApiSettings } from "./settings.ts";
export { type Api, type StartOptions, startApi } from "./start-api.ts";
