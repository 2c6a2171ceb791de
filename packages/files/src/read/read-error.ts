import { errorCode } from "../error-code.ts";
import { FilesError } from "../errors.ts";

/** The typed form of what the system says when a file can't be read. Other errors pass as they are. */
export function readError(path: string, cause: unknown): unknown {
  const code = errorCode(cause);
  if (!code) return cause;
  if (code === "ENOENT" || code === "ENOTDIR") {
    const remedy = "check the path for a typing mistake";
    return new FilesError("file-not-found", `there is no file ${path}`, { value: path, remedy, cause });
  }
  if (code === "EISDIR") return notAFile(path, "a directory", cause);
  const reason = code === "EACCES" || code === "EPERM" ? "permission is denied" : `the system says ${code}`;
  const remedy =
    code === "EACCES" || code === "EPERM" ? "give yourself the right to read it" : "check the disk, and try again";
  return new FilesError("file-unreadable", `${path} can't be read: ${reason}`, { value: path, remedy, cause });
}

/** The error for a path where a regular file is asked for and something else is. */
export function notAFile(path: string, kind: string, cause?: unknown): FilesError {
  return new FilesError("not-a-file", `${path} is ${kind}`, { value: path, remedy: "give the path of a file", cause });
}
