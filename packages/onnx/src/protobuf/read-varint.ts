import { corrupt } from "./corrupt.ts";

/** A place in bytes. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
}

/**
 * A base-128 varint as the unsigned 64-bit number it stands for: a number below 2^49, else a bigint.
 *
 * Throws `corrupt-onnx` where it runs over the end or past ten bytes.
 */
export function readVarint(cursor: Cursor): number | bigint {
  const { bytes, end } = cursor;
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 7; i++) {
    if (cursor.at >= end) throw corrupt("a number is cut short");
    const byte = bytes[cursor.at++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
  let big = BigInt(value);
  for (let shift = 49n; shift < 70n; shift += 7n) {
    if (cursor.at >= end) throw corrupt("a number is cut short");
    const byte = bytes[cursor.at++];
    big |= BigInt(byte & 127) << shift;
    if (byte < 128) {
      if (shift === 63n && byte > 1) throw corrupt("a number has more than 64 bits");
      return big;
    }
  }
  throw corrupt("a number is longer than ten bytes");
}
