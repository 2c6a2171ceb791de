import type { LfsPointer } from "./lfs-pointer.ts";

export type ObjectType = "blob" | "tree" | "commit";

/** An object of git's, with its content as it would be after the header. */
export interface GitObject {
  id: string;
  type: ObjectType;
  content: Buffer;
  /** What a blob points at, when it is a pointer of Git LFS. */
  lfs?: LfsPointer;
}
