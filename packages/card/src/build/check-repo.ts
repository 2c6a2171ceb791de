import { TinyCatsError } from "@tiny-cats/schema/errors";

/** @throws TinyCatsError "invalid-repo" for anything but owner/name */
export function checkRepo(repo: string): void {
  if (/^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(repo)) return;
  throw new TinyCatsError("invalid-repo", `"${repo.slice(0, 200)}" is no repository`, {
    value: repo,
    remedy: "give owner/name",
  });
}
