import { crc32 } from "@tiny-cats/files/crc32";

const MAGIC = new TextEncoder().encode("TCREC1\n\0");
const FIXED = MAGIC.length + 8;
const KEY = 32;

/** Records a file may have. */
const MOST_RECORDS = 1 << 16;

/** Where the records of a file lie, by their keys. */
export interface RecordTable {
  keys: string[];
  /** Of a record's first byte, by its place in `keys`. */
  offsetOf(place: number): number;
}

/**
 * Records of one size as a file: magic, their number and size (u32, little-endian), the keys (32 bytes each), CRC-32 of all that, then each record with
 * its CRC-32 behind it.
 */
export function encodeRecords(records: ReadonlyMap<string, Uint8Array>, size: number): Uint8Array {
  const head = headLength(records.size);
  const file = new Uint8Array(head + records.size * (size + 4));
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint32(MAGIC.length, records.size, true);
  view.setUint32(MAGIC.length + 4, size, true);
  let at = 0;
  for (const [key, record] of records) {
    file.set(bytesOfHex(key), FIXED + at * KEY);
    const start = head + at++ * (size + 4);
    file.set(record, start);
    view.setUint32(start + size, crc32(record), true);
  }
  view.setUint32(head - 4, crc32(file.subarray(0, head - 4)), true);
  return file;
}

/** How long a file's table is, from its first 16 bytes; undefined where they are no such file's, or of records of another size. */
export function tableLength(fixed: Uint8Array, { size, fileSize }: { size: number; fileSize: number }) {
  if (fixed.length < FIXED || MAGIC.some((byte, i) => fixed[i] !== byte)) return undefined;
  const view = new DataView(fixed.buffer, fixed.byteOffset);
  const count = view.getUint32(MAGIC.length, true);
  const fits = count <= MOST_RECORDS && view.getUint32(MAGIC.length + 4, true) === size;
  return fits && fileSize <= headLength(count) + count * (size + 4) ? headLength(count) : undefined;
}

/** The table at a file's beginning, `tableLength` bytes; undefined where it is damaged. */
export function readTable(head: Uint8Array, size: number): RecordTable | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const count = view.getUint32(MAGIC.length, true);
  if (head.length !== headLength(count)) return undefined;
  if (crc32(head.subarray(0, head.length - 4)) !== view.getUint32(head.length - 4, true)) return undefined;
  const keys = Array.from({ length: count }, (_, i) => hexOf(head.subarray(FIXED + i * KEY, FIXED + (i + 1) * KEY)));
  return { keys, offsetOf: (place) => head.length + place * (size + 4) };
}

/** A record from its bytes and the four behind them; undefined where it is damaged or cut short. */
export function checkRecord(bytes: Uint8Array, size: number): Uint8Array | undefined {
  if (bytes.length !== size + 4) return undefined;
  const record = bytes.subarray(0, size);
  const view = new DataView(bytes.buffer, bytes.byteOffset + size, 4);
  return crc32(record) === view.getUint32(0, true) ? record : undefined;
}

/** How many bytes come before the table's keys. */
export const FIXED_BYTES = FIXED;

function headLength(count: number): number {
  return FIXED + count * KEY + 4;
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: KEY }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
