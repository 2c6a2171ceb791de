import { corruptZip, tooLarge, unsupportedCheckpoint } from "../errors.ts";
import { type Limits, OBJECTS_OF_TENSOR } from "../limits.ts";
import { quote } from "../quote.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";
import { findZipEnd } from "./find-zip-end.ts";
import type { ZipEntry } from "./zip-entry.ts";

const RECORD = 46;
/** The pickle, the version and their like, beside the storages. */
const OTHER_ENTRIES = 100;
/** Deflate can't do better than 1032 to 1 (zlib's technical notes). */
const MAX_RATIO = 1032;

/**
 * The entries of a zip by name, in the order of their data, folders left out. Names must be unique and harmless, and no two entries may
 * share bytes.
 *
 * @throws TinyCatsError "corrupt-zip", "unsupported-checkpoint" (encrypted, other compression, several disks), "checkpoint-too-large".
 */
export async function readZipDirectory(
  source: ByteSource,
  { limits, signal }: { limits: Readonly<Limits>; signal?: AbortSignal },
): Promise<Map<string, ZipEntry>> {
  const end = await findZipEnd(source, { signal });
  const { pickleBytes, objects } = limits;
  if (end.size > pickleBytes) throw tooLarge("a directory of so many bytes", end.size, pickleBytes);
  // More entries than there may be tensors can't all be of use.
  const most = OTHER_ENTRIES + Math.floor(objects / OBJECTS_OF_TENSOR);
  if (end.entries > most) throw tooLarge("so many entries in its archive", end.entries, most);
  if (end.entries * RECORD > end.size) throw corruptZip("its directory is too small for its entries", end);
  const bytes = await readExactly(source, end.offset, end.size, { signal });
  const entries: Raw[] = [];
  let at = 0;
  for (let i = 0; i < end.entries; i++) {
    const { entry, next } = readRecord(bytes, at);
    entries.push(entry);
    at = next;
  }
  if (at !== bytes.length) throw corruptZip("its directory is longer than its entries");
  return arrange(entries, end.offset);
}

type Raw = Omit<ZipEntry, "limit" | "crc"> & { crc: number };

function readRecord(bytes: Uint8Array<ArrayBuffer>, at: number): { entry: Raw; next: number } {
  const view = new DataView(bytes.buffer, at);
  if (view.byteLength < RECORD || view.getUint32(0, true) !== 0x02014b50) throw corruptZip("its directory breaks off");
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(place, true));
  const next = at + RECORD + nameLength + extraLength + commentLength;
  if (next > bytes.length) throw corruptZip("its directory breaks off");
  const name = decodeName(bytes.subarray(at + RECORD, at + RECORD + nameLength));
  const method = view.getUint16(10, true);
  if (view.getUint16(8, true) & 0x2041) throw unsupportedCheckpoint("the zip archive is encrypted", "decrypt it first");
  if (method !== 0 && method !== 8) {
    throw unsupportedCheckpoint(`${quote(name)} is packed by method ${method}`, "save it again, stored or deflated");
  }
  const extra = bytes.subarray(at + RECORD + nameLength, at + RECORD + nameLength + extraLength);
  const [size, compressedSize, headerOffset] = wideFields(view, extra, name);
  if (method === 0 && size !== compressedSize) throw corruptZip(`${quote(name)} is stored with two sizes`, name);
  if (size > compressedSize * MAX_RATIO)
    throw corruptZip(`${quote(name)} claims more than its bytes can unpack to`, name);
  return { entry: { name, method, crc: view.getUint32(16, true), size, compressedSize, headerOffset }, next };
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw corruptZip("the name of an entry is not UTF-8", undefined, cause);
  }
}

/** Size, packed size and header offset, from the zip64 extra field where the record has no room for them (APPNOTE 4.5.3). */
function wideFields(view: DataView, extra: Uint8Array<ArrayBuffer>, name: string): [number, number, number] {
  const fields = [24, 20, 42].map((place) => view.getUint32(place, true));
  if (!fields.includes(0xffffffff)) return fields as [number, number, number];
  const extras = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extras.getUint16(at + 2, true);
    if (extras.getUint16(at, true) === 1) {
      let place = at + 4;
      const stop = Math.min(extra.length, place + length);
      const wide = fields.map((field) => {
        if (field !== 0xffffffff) return field;
        if (place + 8 > stop) throw corruptZip(`${quote(name)} lacks its 64-bit sizes`, name);
        place += 8;
        return Number(extras.getBigUint64(place - 8, true));
      });
      if (!wide.every(Number.isSafeInteger)) throw corruptZip(`${quote(name)} has an impossible size`, name);
      return wide as [number, number, number];
    }
    at += 4 + length;
  }
  return fields as [number, number, number];
}

function arrange(raw: Raw[], directory: number): Map<string, ZipEntry> {
  raw.sort((a, b) => a.headerOffset - b.headerOffset);
  const unchecked = raw.every(({ crc }) => crc === 0);
  const entries = new Map<string, ZipEntry>();
  const seen = new Set<string>();
  raw.forEach((entry, i) => {
    const limit = i + 1 < raw.length ? raw[i + 1].headerOffset : directory;
    if (entry.headerOffset + 30 + entry.compressedSize > limit) {
      throw corruptZip(`${quote(entry.name)} overlaps what follows it`, entry.name);
    }
    if (seen.has(entry.name)) throw corruptZip(`two entries are called ${quote(entry.name)}`, entry.name);
    seen.add(entry.name);
    if (!isHarmless(entry.name)) throw corruptZip(`${quote(entry.name)} is no name of a checkpoint's part`, entry.name);
    if (!entry.name.endsWith("/")) entries.set(entry.name, { ...entry, crc: unchecked ? undefined : entry.crc, limit });
  });
  return entries;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const HARMFUL = /[\\\u0000-\u001f\u007f]|^\/|^$|(?:^|\/)\.\.?(?:\/|$)/;

const isHarmless = (name: string) => !HARMFUL.test(name);
