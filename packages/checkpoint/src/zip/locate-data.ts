import { corruptZip } from "../errors.ts";
import { quote } from "../quote.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";
import type { ZipEntry } from "./zip-entry.ts";

const HEADER = 30;

/** Where an entry's data begins, from its local header, which must agree with the directory. */
export async function locateData(
  source: ByteSource,
  entry: ZipEntry,
  options: { signal?: AbortSignal },
): Promise<number> {
  const name = new TextEncoder().encode(entry.name);
  if (entry.headerOffset + HEADER + name.length > entry.limit) throw disagree(entry);
  const bytes = await readExactly(source, entry.headerOffset, HEADER + name.length, options);
  const view = new DataView(bytes.buffer);
  const same = view.getUint32(0, true) === 0x04034b50 && view.getUint16(8, true) === entry.method;
  const sameName = view.getUint16(26, true) === name.length && name.every((byte, i) => byte === bytes[HEADER + i]);
  if (!same || !sameName) throw disagree(entry);
  const described = (view.getUint16(6, true) & 8) !== 0;
  const packed = view.getUint32(18, true);
  if (!described && packed !== 0xffffffff && packed !== entry.compressedSize) throw disagree(entry);
  const start = entry.headerOffset + HEADER + name.length + view.getUint16(28, true);
  if (start + entry.compressedSize > entry.limit)
    throw corruptZip(`${quote(entry.name)} overlaps what follows it`, entry.name);
  return start;
}

function disagree(entry: ZipEntry) {
  return corruptZip(`the header of ${quote(entry.name)} is not what the directory says`, entry.name);
}
