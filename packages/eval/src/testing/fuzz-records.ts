import { crc32 } from "@tiny-cats/files/crc32";
import fc from "fast-check";
import { checkRecord, encodeRecords, FIXED_BYTES, readTable, tableLength } from "../node/cache/record-file.ts";
import type { FuzzSubject } from "./fuzz.ts";

const SIZE = 12;
const RECORDS = new Map(Array.from({ length: 4 }, (_, i) => [`${i}f`.repeat(32), new Uint8Array(SIZE).fill(i + 1)]));
const WHOLE = encodeRecords(RECORDS, SIZE);
/** The number of records, their size, the first key, the table's checksum, a record and its checksum. */
const PLACES = [8, 9, 11, 12, 16, 40, 144, 147, 148, 150, 160, 163, WHOLE.length - 1];

interface Damage {
  length: number;
  bytes: [place: number, value: number][];
  /** Whether the table's checksum is made to fit what the table says now. */
  sealed: boolean;
}

/** The files of the cache: what is given out is a record that was put in, whatever the table says. */
export const fuzzRecords: FuzzSubject<Damage> = {
  input: fc.record({
    length: fc.oneof(fc.constant(WHOLE.length), fc.nat(WHOLE.length), fc.integer({ min: WHOLE.length, max: 400 })),
    bytes: fc.array(
      fc.tuple(fc.oneof(fc.constantFrom(...PLACES), fc.nat(WHOLE.length - 1)), fc.integer({ min: 0, max: 255 })),
      { maxLength: 3 },
    ),
    sealed: fc.boolean(),
  }),
  reached: ["no table", "cut short", "damaged table", "read in part", "read"],
  read(damage) {
    const file = damaged(damage);
    const length = tableLength(file.subarray(0, FIXED_BYTES), { size: SIZE, fileSize: file.length });
    if (length === undefined) return "no table";
    const head = file.subarray(0, length);
    if (head.length < length) return "cut short";
    const table = readTable(head, SIZE);
    if (!table) return "damaged table";
    let found = 0;
    for (const [i, key] of table.keys.entries()) {
      if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`a key is ${key}`);
      const offset = table.offsetOf(i);
      const record = checkRecord(file.subarray(offset, offset + SIZE + 4), SIZE);
      if (!record) continue;
      found++;
      const put = RECORDS.get(key);
      // With a sealed table a record may stand under another key; it is still one that was written whole.
      const known = damage.sealed ? [...RECORDS.values()] : put ? [put] : [];
      if (!known.some((one) => String(one) === String(record))) throw new Error(`${key} gives ${record}`);
    }
    return found === RECORDS.size ? "read" : "read in part";
  },
};

function damaged({ length, bytes, sealed }: Damage): Uint8Array {
  const file = new Uint8Array(length);
  file.set(WHOLE.subarray(0, length));
  for (const [place, value] of bytes) if (place < length) file[place] = value;
  const head = tableLength(file.subarray(0, FIXED_BYTES), { size: SIZE, fileSize: length });
  if (sealed && head !== undefined && head <= length)
    new DataView(file.buffer).setUint32(head - 4, crc32(file.subarray(0, head - 4)), true);
  return file;
}
