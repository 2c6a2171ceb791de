import { listTree } from "../list-tree.ts";
import type { Connection } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";
import { compareWithRemote } from "./compare-with-remote.ts";
import type { HashOptions } from "./hash-file.ts";
import type { UploadPlan } from "./upload-plan.ts";

/** The plan anew, against what a branch holds now: the folder is not walked, and no file is hashed again. */
export async function lookAgain(
  connection: Connection,
  plan: UploadPlan,
  revision: string,
  options: HashOptions,
): Promise<UploadPlan & { commit: string }> {
  const commit = await resolveRevision(connection, plan.repo, revision);
  const remote = await listTree(connection, plan.repo, commit);
  const files = [...plan.added, ...plan.changed, ...plan.unchanged];
  return { ...plan, commit, ...(await compareWithRemote({ ...plan, files }, remote, options)) };
}
