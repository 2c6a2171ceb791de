import { concatBytes } from "./concat-bytes.ts";
import { corrupt } from "./corrupt.ts";
import { type Cursor, readVarint } from "./read-varint.ts";

/** One field of a message. `bytes` is what a length-delimited or fixed field holds, a view; `varint` what a varint does. */
export interface Field {
  readonly wire: 0 | 1 | 2 | 5;
  readonly varint: number | bigint;
  readonly bytes: Uint8Array;
}

/** What to do with a field. Returning false says that it is unknown. */
export type Visit = (number: number, field: Field) => unknown;

const NONE: Uint8Array = new Uint8Array(0);

/**
 * Visits the fields of a protobuf message in order and returns those that `visit` calls unknown (by returning false), encoded
 * as they stood, or undefined.
 *
 * Throws `corrupt-onnx` for a length beyond the message, groups, field 0 and numbers cut short.
 */
export function readFields(bytes: Uint8Array, visit: Visit): Uint8Array | undefined {
  const cursor: Cursor = { bytes, at: 0, end: bytes.length };
  const unknown: Uint8Array[] = [];
  while (cursor.at < cursor.end) {
    const start = cursor.at;
    const tag = readVarint(cursor);
    if (typeof tag === "bigint" || tag >= 2 ** 32 || tag < 8) throw corrupt("a field has a number it can't have", tag);
    const wire = tag % 8;
    let varint: number | bigint = 0;
    let body: Uint8Array = NONE;
    if (wire === 0) varint = readVarint(cursor);
    else body = take(cursor, lengthOf(cursor, wire));
    if (visit(Math.floor(tag / 8), { wire: wire as Field["wire"], varint, bytes: body }) === false) {
      unknown.push(bytes.subarray(start, cursor.at));
    }
  }
  return unknown.length === 0 ? undefined : concatBytes(unknown);
}

function lengthOf(cursor: Cursor, wire: number): number {
  if (wire === 1) return 8;
  if (wire === 5) return 4;
  if (wire !== 2) throw corrupt("a field has a kind that no model has", wire);
  const length = readVarint(cursor);
  if (typeof length === "bigint") throw corrupt("a length is beyond the end", length);
  return length;
}

function take(cursor: Cursor, length: number): Uint8Array {
  if (length > cursor.end - cursor.at) throw corrupt("it ends before its last field does", length);
  const body = cursor.bytes.subarray(cursor.at, cursor.at + length);
  cursor.at += length;
  return body;
}
