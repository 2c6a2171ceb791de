import { DTYPES, type DType } from "./dtype.ts";

/** The numbers that a whole-number type holds: from `lowest` on, below `end`. */
export function wholeRange(dtype: DType): { lowest: number; end: number } {
  const bits = DTYPES[dtype].bytes * 8;
  return isSigned(dtype) ? { lowest: -(2 ** (bits - 1)), end: 2 ** (bits - 1) } : { lowest: 0, end: 2 ** bits };
}

/** Whether a whole-number type has numbers below zero. */
export function isSigned(dtype: DType): boolean {
  return dtype.startsWith("int");
}
