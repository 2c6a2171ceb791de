import { DTYPES, type DType, FLOATS } from "./dtype.ts";

/** Whether a type can hold a number: any number for floats, which round it; whole ones within range for the others; 0 and 1 for bool. */
export function fitsType(value: number, dtype: DType): boolean {
  if (FLOATS.includes(dtype)) return true;
  if (dtype === "bool") return value === 0 || value === 1;
  const bits = DTYPES[dtype].bytes * 8;
  const lowest = dtype.startsWith("int") ? -(2 ** (bits - 1)) : 0;
  return Number.isInteger(value) && value >= lowest && value < lowest + 2 ** bits;
}
