import { open } from "node:fs/promises";
import { gitBlobSha1 } from "@tiny-cats/files";
import { contentHash } from "../download/content.ts";
import { checkUnchanged } from "./check-unchanged.ts";
import { readFully } from "./read-fully.ts";
import { readStart } from "./read-start.ts";
import type { PlannedFile } from "./upload-plan.ts";

/** A piece of a file in base64. */
export interface InlinePiece {
  file: PlannedFile;
  base64: string;
  /** Whether it is the first, the last. */
  begins: boolean;
  ends: boolean;
}

/** A multiple of 3, so that the base64 of blocks can be put together. */
const BLOCK = 3 << 16;
/** Files of up to a block that are read at once. */
const AHEAD = 16;

/** Files in their order, in base64, in pieces of bounded size. Their git hashes are computed where they are not known. */
export async function* inlineFiles(
  files: readonly PlannedFile[],
  onHash: (file: PlannedFile) => void,
): AsyncGenerator<InlinePiece> {
  for (let next = 0; next < files.length; ) {
    if (files[next].bytes > BLOCK) {
      yield* large(files[next++], onHash);
      continue;
    }
    let end = next;
    while (end < files.length && end < next + AHEAD && files[end].bytes <= BLOCK) end++;
    const group = files.slice(next, end);
    const contents = await Promise.all(group.map((file) => readStart(file, file.bytes)));
    for (const [i, file] of group.entries()) {
      if (file.gitSha1 === undefined) keep(file, gitBlobSha1(contents[i]), onHash);
      yield { file, base64: contents[i].toString("base64"), begins: true, ends: true };
    }
    next = end;
  }
}

async function* large(file: PlannedFile, onHash: (file: PlannedFile) => void): AsyncGenerator<InlinePiece> {
  await checkUnchanged(file);
  const hash = file.gitSha1 === undefined ? contentHash({ size: file.bytes, storage: "regular" }) : undefined;
  const handle = await open(file.source);
  try {
    const block = Buffer.allocUnsafe(BLOCK);
    for (let position = 0; position < file.bytes; ) {
      const part = block.subarray(0, file.bytes - position);
      await readFully(handle, part, position, file.path);
      hash?.update(part);
      const begins = position === 0;
      position += part.length;
      const ends = position === file.bytes;
      if (ends) await checkUnchanged(file);
      yield { file, base64: part.toString("base64"), begins, ends };
    }
  } finally {
    await handle.close();
  }
  if (hash) keep(file, hash.digest("hex"), onHash);
}

function keep(file: PlannedFile, gitSha1: string, onHash: (file: PlannedFile) => void): void {
  file.gitSha1 = gitSha1;
  onHash(file);
}
