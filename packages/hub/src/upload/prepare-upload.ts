import { checkWriter } from "../account/check-can-write.ts";
import { HubError, isHubError } from "../errors/hub-error.ts";
import { createIn } from "../repos/create-repo.ts";
import { tagTaken } from "../repos/create-tag.ts";
import { refsOf } from "../repos/list-refs.ts";
import type { Connection } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";
import { branchMoved } from "./branch-moved.ts";
import type { HashOptions } from "./hash-file.ts";
import type { Journal } from "./journal.ts";
import { lookAgain } from "./look-again.ts";
import type { UploadOptions } from "./upload-options.ts";
import type { UploadPlan } from "./upload-plan.ts";

/** What is to be done, as things stand now. */
export interface PreparedUpload {
  plan: UploadPlan & { commit: string };
  /** The branch that is committed to. */
  revision: string;
  /** The pull request that an earlier run has opened. */
  pull: number | undefined;
}

/**
 * Does what must come before any file is sent: checks the token, creates the repository, and makes sure that the branch (or the pull request
 * of a run that was stopped) is where the plan says.
 *
 * @throws HubError "unauthorized", "forbidden", "repo-not-found", "conflict", and others of `createRepo` and requests.
 */
export async function prepareUpload(
  connection: Connection,
  plan: UploadPlan,
  journal: Journal,
  { create, pullRequest = false, tag, ...options }: UploadOptions & HashOptions,
): Promise<PreparedUpload> {
  const { repo, revision, commit } = plan;
  await checkWriter(connection, repo, { pullRequest });
  if (create) await createIn(connection, repo, create);
  const number = pullRequest ? journal.state.pull?.number : undefined;
  if (number !== undefined) {
    const branch = `refs/pr/${number}`;
    const again = await lookAgain(connection, plan, branch, options).catch((error) => {
      if (isHubError(error, "revision-not-found")) return undefined;
      throw error;
    });
    if (again) return { plan: again, revision: branch, pull: number };
  }
  if (commit === undefined) {
    if (!create) throw absent(repo.name);
    return { plan: await lookAgain(connection, plan, revision, options), revision, pull: undefined };
  }
  const head = await resolveRevision(connection, repo, revision);
  if (head !== commit) throw branchMoved({ repo, revision }, commit);
  if (tag !== undefined) await checkTag(connection, plan, tag);
  return { plan: { ...plan, commit }, revision, pull: undefined };
}

/** A tag that stands elsewhere can't come to stand at a commit that is yet to be made. */
async function checkTag(connection: Connection, { repo, commit, added, changed, deleted }: UploadPlan, tag: string) {
  const { tags } = await refsOf(connection, repo, { pullRequests: false });
  const there = tags.find(({ name }) => name === tag);
  const idle = added.length + changed.length + deleted.length === 0;
  if (there && !(idle && there.commit === commit)) throw tagTaken(repo, tag, there.commit);
}

function absent(name: string): HubError {
  return new HubError("repo-not-found", `there is no repository ${name}, or the token can't see it`, {
    value: name,
    remedy: "create it with the upload (create), or check its name and the token",
  });
}
