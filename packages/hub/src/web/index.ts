export { HubError, isHubError } from "../errors/hub-error.ts";
export type { HubOptions, Retry } from "../hub-options.ts";
export type { RemoteFile } from "../list-tree.ts";
export type { Patterns } from "../patterns.ts";
export { parseRepo, type Repo, type RepoId, type RepoType } from "../repo-id.ts";
export { type FetchFileOptions, fetchFile } from "./fetch-file.ts";
export { type PlanOptions, planDownload, type WebPlan } from "./plan-download.ts";
