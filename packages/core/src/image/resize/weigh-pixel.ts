import { HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** One pixel of an 8-bit pass, at `o` of `out`: the pixels from `p` on, `step` values apart, by the weights from `first` to `end`. */
export function weighPixel(
  out: Uint8ClampedArray,
  o: number,
  { source, weights, step }: { source: Uint8Array; weights: Int32Array; step: number },
  p: number,
  first: number,
  end: number,
): void {
  let red = HALF;
  let green = HALF;
  let blue = HALF;
  for (let n = first; n < end; n++, p += step) {
    const weight = weights[n];
    red = (red + Math.imul(source[p], weight)) | 0;
    green = (green + Math.imul(source[p + 1], weight)) | 0;
    blue = (blue + Math.imul(source[p + 2], weight)) | 0;
  }
  out[o] = red >> PRECISION_BITS;
  out[o + 1] = green >> PRECISION_BITS;
  out[o + 2] = blue >> PRECISION_BITS;
}
