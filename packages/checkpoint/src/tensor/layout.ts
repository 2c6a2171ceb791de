/** Sides of a shape at most, as in PyTorch and numpy. */
export const MAX_DIMENSIONS = 64;

/** Elements of a shape; Infinity where that is past 2^53. */
export function elementCount(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  const count = shape.reduce((product, side) => product * side, 1);
  return Number.isSafeInteger(count) ? count : Number.POSITIVE_INFINITY;
}

/** The strides of a shape in C order. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  for (let i = shape.length - 1, step = 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(1, shape[i]);
  }
  return strides;
}

/** Whether elements lie one after another in C order; the stride of a side of 1 does not matter. */
export function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  if (shape.includes(0)) return true;
  const wanted = contiguousStrides(shape);
  return shape.every((side, i) => side === 1 || strides[i] === wanted[i]);
}

/** Elements of storage from the first to the last that are shown. */
export function elementSpan(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((span, side, i) => span + (side - 1) * strides[i], 1);
}
