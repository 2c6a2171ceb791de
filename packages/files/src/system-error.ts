import { FilesError } from "./files-error.ts";

/** Turns what the operating system said about `path` into an error of ours; anything else is passed on as it is. */
export function systemError(error: unknown, path: string): unknown {
  const cause = error as NodeJS.ErrnoException;
  const make = (code: string, message: string, remedy: string) =>
    new FilesError(code, message, { value: path, remedy, cause });
  switch (cause?.code) {
    case "ENOENT":
      return make("file-not-found", `there is no ${path}`, "check the path");
    case "ENOTDIR":
      return make("file-not-found", `there is no ${path}: a part of it is no folder`, "check the path");
    case "EISDIR":
      return make("not-a-file", `${path} is a folder`, "give a file");
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return make(
        "no-permission",
        `${path} may not be used: ${cause.code}`,
        "change its permissions, or use another place",
      );
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return make("disk-full", `there is no room for ${path}: ${cause.code}`, "free some space, or use another place");
    case "ENAMETOOLONG":
    case "ELOOP":
    case "EINVAL":
      return make("invalid-path", `${path} is no usable path: ${cause.code}`, "use a shorter path without loops");
    default:
      return error;
  }
}
