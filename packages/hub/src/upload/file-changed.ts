import { HubError } from "../errors/hub-error.ts";

/** The error of a file that was written to after it was looked at. */
export function fileChanged(path: string): HubError {
  return new HubError("file-changed", `${path} changed while it was being uploaded`, {
    value: path,
    remedy: "wait until nothing writes to it, then plan and upload again",
  });
}
