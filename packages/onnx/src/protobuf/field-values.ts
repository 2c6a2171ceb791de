import { corrupt } from "./corrupt.ts";
import type { Field } from "./read-fields.ts";
import { type Cursor, readVarint } from "./read-varint.ts";
import { unsupported } from "./unsupported.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A message, string or bytes field's content. */
export function bodyOf(field: Field): Uint8Array {
  if (field.wire !== 2) throw corrupt("a field has another kind than its number says", field.wire);
  return field.bytes;
}

/** A string field's content. Throws `corrupt-onnx` where it is not UTF-8. */
export function textOf(field: Field): string {
  try {
    return decoder.decode(bodyOf(field));
  } catch (cause) {
    throw corrupt("a text is not UTF-8", cause);
  }
}

/** An int64 field's value. Throws `unsupported-onnx` beyond 2^53. */
export function intOf(field: Field): number {
  if (field.wire !== 0) throw corrupt("a field has another kind than its number says", field.wire);
  return signed(field.varint);
}

/** The values of a repeated int64 field, packed or not. */
export function intsOf(field: Field): number[] {
  return field.wire === 0 ? [signed(field.varint)] : varintsOf(bodyOf(field), signed);
}

/** The values of a repeated integer field, packed or not, each an unsigned 64-bit pattern. */
export function patternsOf(field: Field): (number | bigint)[] {
  return field.wire === 0 ? [field.varint] : varintsOf(bodyOf(field), (varint) => varint);
}

/** A float field's values: one, or as many as are packed. */
export function floatsOf(field: Field): number[] {
  const { bytes, wire } = field;
  if (wire === 0 || wire === 1 || bytes.length % 4 !== 0) throw corrupt("a list of float32 is cut short", bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}

function varintsOf<T>(bytes: Uint8Array, as: (varint: number | bigint) => T): T[] {
  const cursor: Cursor = { bytes, at: 0, end: bytes.length };
  const values: T[] = [];
  while (cursor.at < cursor.end) values.push(as(readVarint(cursor)));
  return values;
}

function signed(varint: number | bigint): number {
  const value = Number(typeof varint === "bigint" ? BigInt.asIntN(64, varint) : varint);
  if (!Number.isSafeInteger(value)) throw unsupported("whole numbers beyond 2^53 outside tensors are", value);
  return value;
}
