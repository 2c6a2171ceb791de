import { type DType, FLOATS } from "./dtype.ts";
import { wholeRange } from "./whole-range.ts";

/** Whether a type can hold a number: any number for floats, which round it; whole ones within range for the others; 0 and 1 for bool. */
export function fitsType(value: number, dtype: DType): boolean {
  if (FLOATS.includes(dtype)) return true;
  if (dtype === "bool") return value === 0 || value === 1;
  const { lowest, end } = wholeRange(dtype);
  return Number.isInteger(value) && value >= lowest && value < end;
}
