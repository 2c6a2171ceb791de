import { corruptZip } from "../errors.ts";
import { quote } from "../quote.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readBlocks } from "../source/read-blocks.ts";
import { readExactly } from "../source/read-exactly.ts";
import type { Storage } from "../tensor/storage.ts";
import type { Crc32 } from "./crc32.ts";
import { inflate } from "./inflate.ts";
import { locateData } from "./locate-data.ts";
import type { ZipEntry } from "./zip-entry.ts";

interface Options {
  signal?: AbortSignal;
}

/** The content of a zip's entry. Stored ones are read where they lie; deflated ones are unpacked from their beginning each time. */
export function entryStorage(
  source: ByteSource,
  entry: ZipEntry,
  { crc32, device = "cpu" }: { crc32: Crc32; device?: string },
): Storage {
  let located: number | undefined;

  async function* blocks(offset: number, length: number, options: Options = {}) {
    located ??= await locateData(source, entry, options);
    const range =
      entry.method === 0 ? readBlocks(source, located + offset, length, options) : unpacked(offset, length, options);
    if (length !== entry.size || entry.crc === undefined) return yield* range;
    let sum = 0;
    for await (const block of range) {
      sum = crc32(block, sum);
      yield block;
    }
    if (sum !== entry.crc) throw wrongSum(entry);
  }

  async function* unpacked(offset: number, length: number, options: Options) {
    const packed = readBlocks(source, located!, entry.compressedSize, options);
    let place = 0;
    for await (const block of inflate(packed, { name: entry.name, size: entry.size })) {
      options.signal?.throwIfAborted();
      const from = Math.max(0, offset - place);
      const to = Math.min(block.length, offset + length - place);
      place += block.length;
      if (from < to) yield block.subarray(from, to);
      // A whole entry is unpacked to its end, where a wrong size shows.
      if (place >= offset + length && length !== entry.size) return;
    }
  }

  async function read(offset: number, length: number, options: Options = {}) {
    if (entry.method === 0) {
      located ??= await locateData(source, entry, options);
      const bytes = await readExactly(source, located + offset, length, options);
      if (length === entry.size && entry.crc !== undefined && crc32(bytes) !== entry.crc) throw wrongSum(entry);
      return bytes;
    }
    const bytes = new Uint8Array(length);
    let filled = 0;
    for await (const block of blocks(offset, length, options)) {
      bytes.set(block, filled);
      filled += block.length;
    }
    return bytes;
  }

  return { key: entry.name, byteLength: entry.size, device, read, blocks };
}

function wrongSum(entry: ZipEntry) {
  return corruptZip(`the checksum of ${quote(entry.name)} is wrong`, entry.name);
}
