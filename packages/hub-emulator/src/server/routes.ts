import { createCommit } from "../files/create-commit.ts";
import { listTree } from "../files/list-tree.ts";
import { pathsInfo } from "../files/paths-info.ts";
import { preupload } from "../files/preupload.ts";
import { lfsBatch } from "../lfs/batch.ts";
import { completeParts, putPart } from "../lfs/parts.ts";
import { putObject } from "../lfs/put-object.ts";
import { lfsVerify } from "../lfs/verify.ts";
import { xetToken } from "../lfs/xet-token.ts";
import { indexPage } from "../page/index-page.ts";
import { createBranch, deleteBranch } from "../refs/branches.ts";
import { listCommits } from "../refs/list-commits.ts";
import { listRefs } from "../refs/list-refs.ts";
import { openPullRequest, pullRequestDetails } from "../refs/pull-requests.ts";
import { createTag, deleteTag } from "../refs/tags.ts";
import { authCheck, authCheckWrite } from "../repos/auth-check.ts";
import { createRepo } from "../repos/create-repo.ts";
import { deleteRepo } from "../repos/delete-repo.ts";
import { listRepos } from "../repos/list-repos.ts";
import { moveRepo } from "../repos/move-repo.ts";
import { repoInfo } from "../repos/repo-info.ts";
import { updateSettings } from "../repos/update-settings.ts";
import { validateYaml } from "../repos/validate-yaml.ts";
import { whoami } from "../repos/whoami.ts";
import { rawFile } from "../resolve/raw-file.ts";
import { resolveFile } from "../resolve/resolve-file.ts";
import { serveObject } from "../resolve/serve-object.ts";
import type { Handler } from "./context.ts";
import type { Route } from "./router.ts";

const API = "/api/:types/:ns/:name";

/** Everything that is answered. */
export const routes: readonly Route[] = [
  ["GET", "/", indexPage],
  ["GET", "/api/whoami-v2", whoami],
  ["POST", "/api/validate-yaml", validateYaml],
  ["POST", "/api/repos/create", createRepo],
  ["DELETE", "/api/repos/delete", deleteRepo],
  ["POST", "/api/repos/move", moveRepo],
  ["GET", "/api/:types", listRepos],
  ["GET", API, repoInfo],
  ["GET", `${API}/revision/:rev`, repoInfo],
  ["PUT", `${API}/settings`, updateSettings],
  ["GET", `${API}/auth-check`, authCheck],
  ["GET", `${API}/auth-check/read`, authCheck],
  ["GET", `${API}/auth-check/write`, authCheckWrite],
  ["POST", `${API}/preupload/:rev`, preupload],
  ["POST", `${API}/commit/:rev`, createCommit],
  ["GET", `${API}/tree/:rev/*path`, listTree],
  ["POST", `${API}/paths-info/:rev`, pathsInfo],
  ["GET", `${API}/refs`, listRefs],
  ["GET", `${API}/commits/:rev`, listCommits],
  ["POST", `${API}/tag/:rev`, createTag],
  ["DELETE", `${API}/tag/:rev`, deleteTag],
  ["POST", `${API}/branch/:rev`, createBranch],
  ["DELETE", `${API}/branch/:rev`, deleteBranch],
  ["POST", `${API}/discussions`, openPullRequest],
  ["GET", `${API}/discussions/:number`, pullRequestDetails],
  ["GET", `${API}/xet-read-token/:rev`, xetToken],
  ["GET", `${API}/xet-write-token/:rev`, xetToken],
  ["GET", "/cdn/:types/:ns/:name/:oid", serveObject],
  ["PUT", "/lfs/parts/:upload/:part", putPart],
  ["POST", "/lfs/parts/:upload", completeParts],
  ["PUT", "/lfs/:types/:ns/:name/:oid", putObject],
  ...web("POST", "/:ns/:git/info/lfs/objects/batch", lfsBatch),
  ...web("POST", "/:ns/:git/info/lfs/objects/verify", lfsVerify),
  ...web("GET", "/:ns/:name/resolve/:rev/*path", resolveFile),
  ...web("GET", "/:ns/:name/raw/:rev/*path", rawFile),
];

/** Models live at the top of the site, the others below the name of their kind. */
function web(method: string, pattern: string, handler: Handler): Route[] {
  return [
    [method, `/:types${pattern}`, handler],
    [method, pattern, handler],
  ];
}
