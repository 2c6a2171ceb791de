import { deflateRawSync, crc32 as nodeCrc32 } from "node:zlib";

/** An entry of a zip made for a test, where each field may lie. */
export interface TestEntry {
  name: string;
  data?: Uint8Array;
  method?: number;
  flags?: number;
  crc?: number;
  /** Sizes the records claim. */
  size?: number;
  packedSize?: number;
  /** The name, method and packed size in the local header. */
  localName?: string;
  localMethod?: number;
  localPackedSize?: number;
  /** Header offset in the directory. */
  offset?: number;
  extra?: Uint8Array;
  rawName?: Uint8Array;
}

/** What of the end record lies. */
export interface TestEnd {
  count?: number;
  diskCount?: number;
  disk?: number;
  size?: number;
  offset?: number;
  comment?: Uint8Array;
  /** Bytes between the directory and the end record. */
  after?: Uint8Array;
}

export function buildZip(entries: readonly TestEntry[], end: TestEnd = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  const push = (part: Uint8Array) => {
    parts.push(part);
    at += part.length;
  };
  for (const entry of entries) {
    const data = entry.data ?? new Uint8Array(0);
    const method = entry.method ?? 0;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const fields = {
      crc: entry.crc ?? nodeCrc32(data),
      size: entry.size ?? data.length,
      packed: entry.packedSize ?? packed.length,
    };
    const offset = entry.offset ?? at;
    push(local(entry, { ...fields, method, packed: entry.localPackedSize ?? fields.packed }));
    push(packed);
    central.push(record(entry, { ...fields, method, offset }));
  }
  const begin = at;
  for (const part of central) push(part);
  const directorySize = at - begin;
  if (end.after) push(end.after);
  const tail = Buffer.alloc(22 + (end.comment?.length ?? 0));
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(end.disk ?? 0, 4);
  tail.writeUInt16LE(end.disk ?? 0, 6);
  tail.writeUInt16LE(end.diskCount ?? end.count ?? entries.length, 8);
  tail.writeUInt16LE(end.count ?? entries.length, 10);
  tail.writeUInt32LE(end.size ?? directorySize, 12);
  tail.writeUInt32LE(end.offset ?? begin, 16);
  tail.writeUInt16LE(end.comment?.length ?? 0, 20);
  tail.set(end.comment ?? [], 22);
  push(tail);
  return new Uint8Array(Buffer.concat(parts));
}

/** A checkpoint with this pickle, and storages by key. */
export function buildCheckpoint(
  pickle: Uint8Array,
  storages: Record<string, Uint8Array> = {},
): Uint8Array<ArrayBuffer> {
  const data = Object.entries(storages).map(([key, content]) => ({ name: `archive/data/${key}`, data: content }));
  return buildZip([{ name: "archive/data.pkl", data: pickle }, ...data]);
}

function local(entry: TestEntry, { crc, size, packed, method }: Record<string, number>): Uint8Array {
  const name = entry.rawName ?? Buffer.from(entry.localName ?? entry.name);
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(entry.flags ?? 0, 6);
  bytes.writeUInt16LE(entry.localMethod ?? method, 8);
  bytes.writeUInt32LE(crc, 14);
  bytes.writeUInt32LE(packed, 18);
  bytes.writeUInt32LE(size, 22);
  bytes.writeUInt16LE(name.length, 26);
  return Buffer.concat([bytes, name]);
}

function record(entry: TestEntry, { crc, size, packed, method, offset }: Record<string, number>): Uint8Array {
  const name = entry.rawName ?? Buffer.from(entry.name);
  const extra = entry.extra ?? new Uint8Array(0);
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(entry.flags ?? 0, 8);
  bytes.writeUInt16LE(method, 10);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(packed, 20);
  bytes.writeUInt32LE(size, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, name, extra]);
}
