import { type HubOptions, listRefs, type RepoId } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Refuses a tag that stands elsewhere, before anything is sent.
 *
 * @param allowed the commit at which it may stand already
 * @throws TinyCatsError "tag-exists", and what listing throws
 */
export async function checkTag(
  repo: RepoId,
  tag: string,
  { allowed, ...options }: HubOptions & { allowed?: string },
): Promise<void> {
  const there = (await listRefs(repo, options)).tags.find(({ name }) => name === tag);
  if (there === undefined || there.commit === allowed) return;
  throw new TinyCatsError("tag-exists", `${repo.name} has a tag ${JSON.stringify(tag)} already, at ${there.commit}`, {
    value: { tag, commit: there.commit },
    remedy: "give another name with --tag, such as v2-{date}, or --no-tag",
  });
}
