import { HubError } from "../errors/hub-error.ts";
import type { RepoId } from "../repo-id.ts";

/** The error of what would have to be asked of the Hub while offline. */
export function offlineMissing({ name }: RepoId, what: string, missing: readonly string[] = []): HubError {
  return new HubError("offline-missing", `${name} can't be had offline: ${what}`, {
    value: { repo: name, missing },
    remedy: "download it once with a connection",
  });
}
