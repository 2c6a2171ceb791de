import { HubError } from "../errors/hub-error.ts";

/** The error of whole answers that are not what the Hub lists. */
export function wrongContent(path: string, oid: string): HubError {
  return new HubError(
    "integrity-failed",
    `what the Hub sends for ${path} is not what it lists: its hash is not ${oid}`,
    {
      value: { path, oid },
      remedy:
        "try again; should it happen again, a proxy may alter what passes through it, or the Hub's copy is damaged",
    },
  );
}
