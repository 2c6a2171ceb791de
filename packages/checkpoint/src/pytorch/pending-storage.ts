import type { ByteSource } from "../source/byte-source.ts";
import { readBlocks } from "../source/read-blocks.ts";
import { readExactly } from "../source/read-exactly.ts";
import type { Storage } from "../tensor/storage.ts";

/** A storage whose place in the file is found only after the tensors that show it. */
export interface PendingStorage extends Storage {
  /** Elements, as its header repeats them. */
  readonly length: number;
  place(start: number): void;
}

export function pendingStorage(
  source: ByteSource,
  { key, byteLength, device, length }: { key: string; byteLength: number; device: string; length: number },
): PendingStorage {
  let start = 0;
  return {
    key,
    byteLength,
    device,
    length,
    place(at) {
      start = at;
    },
    read: (offset, count, options) => readExactly(source, start + offset, count, options),
    blocks: (offset, count, options) => readBlocks(source, start + offset, count, options),
  };
}
