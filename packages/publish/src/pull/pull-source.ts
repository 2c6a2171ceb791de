import { parseRepo } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A model's repository, and what of it is meant. */
export interface PullSource {
  /** "owner/name". */
  repo: string;
  /** A branch, tag or commit. */
  revision: string;
}

const LONGEST_REVISION = 255;

/**
 * The repository that "owner/name" or "owner/name@revision" means; main where no revision is told.
 *
 * @throws HubError "invalid-repo"; TinyCatsError "invalid-revision"
 */
export function parsePullSource(text: string): PullSource {
  const at = text.indexOf("@");
  const { type, name } = parseRepo(at === -1 ? text : text.slice(0, at));
  if (type !== "model") {
    throw new TinyCatsError("invalid-repo", `${name} is a ${type}, and models are pulled`, {
      value: text.slice(0, 200),
      remedy: "give a model's repository as owner/name; tiny-cats download fetches others",
    });
  }
  const revision = at === -1 ? "main" : text.slice(at + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  if (revision !== "" && revision.length <= LONGEST_REVISION && !/[\u0000-\u0020\u007f]/.test(revision))
    return { repo: name, revision };
  throw new TinyCatsError("invalid-revision", `${JSON.stringify(revision.slice(0, 80))} is no revision`, {
    value: revision.slice(0, 200),
    remedy: "give a branch, tag or commit after the @, or leave the @ out for main",
  });
}
