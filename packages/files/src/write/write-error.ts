import { dirname } from "node:path";
import { errorCode } from "../error-code.ts";
import { FilesError } from "../errors.ts";

interface Wording {
  code: string;
  message: string;
  remedy: string;
}

/**
 * The typed form of what the system says when a file can't be written: FilesError "disk-full", "file-size-limit", "not-writable",
 * "folder-not-found", "not-a-file" or "write-failed". Other errors pass as they are.
 */
export function writeError(path: string, cause: unknown): unknown {
  const code = errorCode(cause);
  if (!code) return cause;
  const { code: ours, message, remedy } = word(path, code);
  return new FilesError(ours, message, { value: path, remedy, cause });
}

function word(path: string, code: string): Wording {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return {
        code: "disk-full",
        message: `there is no room left to write ${path}`,
        remedy: "free some space, or write elsewhere",
      };
    case "EFBIG":
      return {
        code: "file-size-limit",
        message: `${path} would be larger than the system allows`,
        remedy: "write to another file system, or raise the limit that ulimit -f shows",
      };
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return {
        code: "not-writable",
        message: `${path} can't be written: ${code === "EROFS" ? "the file system is read-only" : "permission is denied"}`,
        remedy: "give yourself the right to write there, or write elsewhere",
      };
    case "ENOENT":
    case "ENOTDIR":
      return {
        code: "folder-not-found",
        message: `there is no folder ${dirname(path)}`,
        remedy: "make the folder first, or write elsewhere",
      };
    case "EISDIR":
      return { code: "not-a-file", message: `${path} is a directory`, remedy: "give the path of a file" };
    default:
      return {
        code: "write-failed",
        message: `${path} could not be written: the system says ${code}`,
        remedy: "check the disk, and try again",
      };
  }
}
