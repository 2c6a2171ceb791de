export { checkCanWrite } from "./account/check-can-write.ts";
export { type Account, type TokenScope, whoAmI } from "./account/who-am-i.ts";
export type { CachedRepo, CachedRevision } from "./cache/cache-report.ts";
export { type CacheOptions, listCache } from "./cache/list-cache.ts";
export { type PruneOptions, pruneCache } from "./cache/prune-cache.ts";
export type { Removal, Removed } from "./cache/removal.ts";
export { type RemoveOptions, removeFromCache } from "./cache/remove-from-cache.ts";
export {
  type CacheFault,
  type CacheVerification,
  type VerifyCacheOptions,
  verifyCache,
} from "./cache/verify-cache.ts";
export { download } from "./download/download.ts";
export { downloadFile } from "./download/download-file.ts";
export type { DownloadFileOptions, DownloadOptions } from "./download/download-options.ts";
export type { Downloaded, DownloadedFile } from "./download/downloaded.ts";
export { type DownloadPlan, planDownload } from "./download/plan-download.ts";
export type { DownloadProgress } from "./download/progress.ts";
export { HubError, isHubError } from "./errors/hub-error.ts";
export { defaultCache } from "./home/default-cache.ts";
export { type FindTokenOptions, type FoundToken, findToken, tokenFile } from "./home/find-token.ts";
export { type Environment, type HomeOptions, hfHome } from "./home/hf-home.ts";
export type { HubOptions, Retry } from "./hub-options.ts";
export type { RemoteFile } from "./list-tree.ts";
export { exactPattern, type Patterns } from "./patterns.ts";
export { parseRepo, type Repo, type RepoId, type RepoType } from "./repo-id.ts";
export { type CreateBranchOptions, createBranch } from "./repos/create-branch.ts";
export { type CreatedRepo, type CreateSettings, createRepo } from "./repos/create-repo.ts";
export { createTag, type TagSettings } from "./repos/create-tag.ts";
export { deleteBranch } from "./repos/delete-branch.ts";
export { deleteRepo } from "./repos/delete-repo.ts";
export { deleteTag } from "./repos/delete-tag.ts";
export { listRefs, type Ref, type Refs } from "./repos/list-refs.ts";
export { type ListedRepo, type ListReposOptions, listRepos } from "./repos/list-repos.ts";
export { repoExists } from "./repos/repo-exists.ts";
export { type RepoInfo, repoInfo } from "./repos/repo-info.ts";
export type { IgnoredFile, LocalFile } from "./upload/local-file.ts";
export { type PlanUploadOptions, planUpload } from "./upload/plan-upload.ts";
export { upload } from "./upload/upload.ts";
export type { UploadOptions } from "./upload/upload-options.ts";
export type { PlannedDeletion, PlannedFile, UploadPlan } from "./upload/upload-plan.ts";
export type { UploadProgress } from "./upload/upload-progress.ts";
export type { UploadedFile, UploadResult } from "./upload/upload-result.ts";
export { type UploadVerification, type VerifyUploadOptions, verifyUpload } from "./upload/verify-upload.ts";
