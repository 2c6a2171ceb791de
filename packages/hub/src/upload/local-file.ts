import type { BigIntStats } from "node:fs";

/** A file of the folder that is to be uploaded. */
export interface LocalFile {
  /** Its name in the repository: "/" between the parts. */
  path: string;
  /** Where it lies on this machine. */
  source: string;
  bytes: number;
  /** Changes with everything that is done to the file: size, times of content and of status in nanoseconds, inode. */
  stamp: string;
}

/** Something of the folder that is not uploaded; a folder's path ends with "/". */
export interface IgnoredFile {
  path: string;
  /** Undefined of a folder. */
  bytes?: number;
  /** Never taken (.git, caches), by a .gitignore, or by the patterns given. */
  reason: "built-in" | "gitignore" | "patterns";
}

/** The stamp of a file's present state. */
export function stampOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino].join(":");
}
