import type { GitObject } from "./git-object.ts";
import { type LfsPointer, readPointer, writePointer } from "./lfs-pointer.ts";
import { objectId } from "./object-id.ts";

/** A file's content as a blob; one that is the text of a pointer counts as a pointer, as in git. */
export function makeBlob(content: Buffer): GitObject {
  const lfs = readPointer(content);
  return { id: objectId("blob", content), type: "blob", content, ...(lfs && { lfs }) };
}

/** The blob that stands for a large object. */
export function makePointer(lfs: LfsPointer): GitObject {
  return makeBlob(writePointer(lfs));
}

/** A tree or a commit. */
export function makeObject(type: "tree" | "commit", content: Buffer): GitObject {
  return { id: objectId(type, content), type, content };
}
