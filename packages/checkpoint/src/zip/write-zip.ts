import type { Crc32 } from "./crc32.ts";
import { dataDescriptor, directory, localHeader, type WrittenEntry } from "./zip-records.ts";

/** An entry to be stored; `content` is asked for when its turn comes. */
export interface ZipInput {
  name: string;
  content(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A zip of stored entries, streamed: sizes and checksums follow the data, which begins at multiples of 64 bytes. */
export async function* writeZip(
  inputs: readonly ZipInput[],
  { crc32, zip64 }: { crc32: Crc32; zip64?: boolean },
): AsyncGenerator<Uint8Array, void, void> {
  const entries: WrittenEntry[] = [];
  let at = 0;
  for (const { name, content } of inputs) {
    const entry = { name: new TextEncoder().encode(name), crc: 0, size: 0, offset: at };
    const header = localHeader(entry.name, at, { align: 64 });
    yield header;
    for await (const chunk of content()) {
      entry.crc = crc32(chunk, entry.crc);
      entry.size += chunk.length;
      yield chunk;
    }
    const after = dataDescriptor(entry);
    yield after;
    at += header.length + entry.size + after.length;
    entries.push(entry);
  }
  yield directory(entries, at, { zip64 });
}
