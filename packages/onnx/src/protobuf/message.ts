import { DTYPES } from "../model/dtype.ts";

/** A message under construction: chunks in order, of which weights are views, and how long they are together. */
export interface Message {
  readonly chunks: Uint8Array[];
  size: number;
}

const encoder = new TextEncoder();

/** An empty message. */
export function emptyMessage(): Message {
  return { chunks: [], size: 0 };
}

/** Appends bytes as they are, without copying. */
export function append(message: Message, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  message.chunks.push(bytes);
  message.size += bytes.length;
}

/** Appends an int64 field; zero is written too. */
export function addInt(message: Message, field: number, value: number): void {
  append(message, Uint8Array.from([...varint(field * 8), ...varint(value)]));
}

/** Appends a float32 field. */
export function addFloat(message: Message, field: number, value: number): void {
  append(message, Uint8Array.from([...varint(field * 8 + 5), ...new Uint8Array(floatBytes([value]))]));
}

/** Appends a field of bytes, which are not copied. */
export function addBytes(message: Message, field: number, bytes: Uint8Array): void {
  append(message, Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.length)]));
  append(message, bytes);
}

/** Appends a string field. */
export function addText(message: Message, field: number, text: string): void {
  addBytes(message, field, encoder.encode(text));
}

/** Appends a message as a field. */
export function addMessage(message: Message, field: number, { chunks, size }: Message): void {
  append(message, Uint8Array.from([...varint(field * 8 + 2), ...varint(size)]));
  for (const chunk of chunks) append(message, chunk);
}

/** Little-endian float32 numbers. */
export function floatBytes(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * DTYPES.float32.bytes);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat32(i * 4, value, true);
  return bytes;
}

/** Base-128 varint of a whole number; a negative one as its 64-bit two's complement. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  if (value < 0) {
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
    return [...bytes, Number(rest)];
  }
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
