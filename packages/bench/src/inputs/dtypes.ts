import { uniforms } from "@tiny-cats/core";

/** An array that a tensor's numbers lie in; float16 as its bits. */
export type InputData =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array;

interface Kind {
  bytes: number;
  fill(units: Float64Array): InputData;
}

/**
 * Floats are spread over [0, 1) and bytes over their range; wider whole numbers are 1, which is a valid index or length almost
 * anywhere, and bools are true.
 */
const KINDS: Readonly<Record<string, Kind>> = {
  float32: { bytes: 4, fill: (units) => Float32Array.from(units) },
  float64: { bytes: 8, fill: (units) => units },
  // The bits of halves in [0.5, 1).
  float16: { bytes: 2, fill: (units) => Uint16Array.from(units, (unit) => 0x3800 | (unit * 1024)) },
  uint8: { bytes: 1, fill: (units) => Uint8Array.from(units, (unit) => unit * 256) },
  int8: { bytes: 1, fill: (units) => Int8Array.from(units, (unit) => Math.floor(unit * 256) - 128) },
  bool: { bytes: 1, fill: ({ length }) => new Uint8Array(length).fill(1) },
  uint16: { bytes: 2, fill: ({ length }) => new Uint16Array(length).fill(1) },
  int16: { bytes: 2, fill: ({ length }) => new Int16Array(length).fill(1) },
  uint32: { bytes: 4, fill: ({ length }) => new Uint32Array(length).fill(1) },
  int32: { bytes: 4, fill: ({ length }) => new Int32Array(length).fill(1) },
  int64: { bytes: 8, fill: ({ length }) => new BigInt64Array(length).fill(1n) },
  uint64: { bytes: 8, fill: ({ length }) => new BigUint64Array(length).fill(1n) },
};

/** Whether inputs of a type can be made. */
export function isDType(dtype: string): boolean {
  return Object.hasOwn(KINDS, dtype);
}

/** The size of an element. */
export function bytesOf(dtype: string): number {
  return KINDS[dtype].bytes;
}

/** A tensor's numbers, the same for a seed and index everywhere. */
export function fillInput(dtype: string, length: number, { seed, index }: { seed: number; index: number }): InputData {
  return KINDS[dtype].fill(uniforms(seed, { index, length }));
}
