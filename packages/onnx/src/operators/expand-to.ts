import { rowStrides } from "./axes.ts";
import type { NumericTensor } from "./numeric-tensor.ts";
import { readStrided } from "./read-strided.ts";

/** A tensor's data broadcast to `shape`; its own array where it has that shape. */
export function expandTo({ data, shape: own }: NumericTensor, shape: readonly number[]): Float64Array {
  if (own.length === shape.length && own.every((side, axis) => side === shape[axis])) return data;
  const strides = rowStrides(own);
  const missing = shape.length - own.length;
  const stretched = shape.map((_, axis) => (axis < missing || own[axis - missing] === 1 ? 0 : strides[axis - missing]));
  return readStrided(data, shape, stretched);
}
