import { type FileHandle, open } from "node:fs/promises";
import { writeFileAtomic } from "@tiny-cats/files";
import type { GitObject, ObjectType } from "../git/git-object.ts";
import type { LfsPointer } from "../git/lfs-pointer.ts";

/** Where one object lies in its pack. */
export interface PackEntry {
  id: string;
  type: ObjectType;
  offset: number;
  size: number;
  lfs?: LfsPointer;
}

/**
 * Writes objects one behind the other, then their places as JSON, then the length of that JSON in 8 bytes: one file, one rename and one
 * flush for a commit of any number of files.
 *
 * @returns the places; empty, with no file written, when there is no object.
 */
export async function writePack(path: string, objects: AsyncIterable<GitObject>): Promise<PackEntry[]> {
  const entries: PackEntry[] = [];
  const source = objects[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done) return entries;

  async function* bytes(): AsyncGenerator<Buffer> {
    let offset = 0;
    for (let next = first; !next.done; next = await source.next()) {
      const { id, type, content, lfs } = next.value;
      entries.push({ id, type, offset, size: content.length, ...(lfs && { lfs }) });
      offset += content.length;
      if (content.length > 0) yield content;
    }
    const index = Buffer.from(JSON.stringify(entries));
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(index.length));
    yield Buffer.concat([index, length]);
  }
  await writeFileAtomic(path, bytes());
  return entries;
}

/** The places that a pack tells. */
export async function readPackIndex(path: string): Promise<PackEntry[]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const length = Number((await readAt(file, size - 8, 8)).readBigUInt64BE());
    return JSON.parse((await readAt(file, size - 8 - length, length)).toString("utf8"));
  } finally {
    await file.close();
  }
}

/** `length` bytes of a file from `offset`. */
export async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, offset + done);
    if (bytesRead === 0) throw new Error("the file ends too early");
    done += bytesRead;
  }
  return buffer;
}
