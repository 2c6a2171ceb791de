import { elements } from "../shape/elements.ts";

/**
 * Copies `data[offset + sum(index[axis] * strides[axis])]` for every index of `shape`, row by row: transposition, slicing (negative
 * strides) and broadcasting (strides of 0) are all this.
 */
export function readStrided(
  data: Float64Array,
  shape: readonly number[],
  strides: readonly number[],
  offset = 0,
): Float64Array {
  const out = new Float64Array(elements(shape));
  const last = shape.length - 1;
  if (last < 0) out[0] = data[offset];
  if (last < 0 || out.length === 0) return out;
  const width = shape[last];
  const step = strides[last];
  const index = new Int32Array(last);
  let from = offset;
  for (let at = 0; at < out.length; at += width) {
    if (step === 1 && width > 8) out.set(data.subarray(from, from + width), at);
    else if (step === 0) out.fill(data[from], at, at + width);
    else for (let i = 0; i < width; i++) out[at + i] = data[from + i * step];
    for (let axis = last - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}
