import type { ByteSource } from "../source/byte-source.ts";
import { readBlocks } from "../source/read-blocks.ts";
import { readExactly } from "../source/read-exactly.ts";
import type { Storage } from "./storage.ts";

/** A storage that lies in one piece in a source. */
export function rangeStorage(
  source: ByteSource,
  { key, start, byteLength, device = "cpu" }: { key: string; start: number; byteLength: number; device?: string },
): Storage {
  return {
    key,
    byteLength,
    device,
    read: (offset, length, options) => readExactly(source, start + offset, length, options),
    blocks: (offset, length, options) => readBlocks(source, start + offset, length, options),
  };
}
