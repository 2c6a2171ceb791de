import type { Kernel } from "./resize-filter.ts";

/** Which source pixels make each output pixel along one axis: `counts[i]` of them from `starts[i]`, weighted by `weights` from `i * stride`. */
export interface ResizeAxis {
  starts: Int32Array;
  counts: Int32Array;
  /** Even, and larger than any count: after each output pixel's weights a zero follows. */
  stride: number;
  /** Summing to 1 for each output pixel. */
  weights: Float64Array;
}

/** How to resample an axis: the stretch of the source and the kernel, and which of the output pixels are wanted (all unless told). */
export interface ResizeAxisOptions {
  from: number;
  to: number;
  kernel: Kernel;
  first?: number;
  wanted?: number;
}

/**
 * The weights that resample the stretch [from, to] of an axis of `inSize` pixels to `outSize` pixels.
 *
 * The kernel widens with the reduction and keeps its width when enlarging; at the borders it is cut off and normalised again.
 * Bounds, order of summation and the single precision of `from` and `to` are Pillow's, on which bit-exactness rests.
 */
export function resizeAxis(
  inSize: number,
  outSize: number,
  { from, to, kernel, first = 0, wanted = outSize }: ResizeAxisOptions,
): ResizeAxis {
  const scale = Math.fround(to - from) / outSize;
  const stretch = Math.max(scale, 1);
  const support = kernel.support * stretch;
  const stride = Math.ceil(support) * 2 + 2;
  const inverse = 1 / stretch;
  const starts = new Int32Array(wanted);
  const counts = new Int32Array(wanted);
  const weights = new Float64Array(wanted * stride);
  for (let i = 0; i < wanted; i++) {
    const centre = from + (first + i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(inSize, Math.trunc(centre + support + 0.5)) - start;
    const k = i * stride;
    let sum = 0;
    for (let n = 0; n < count; n++) {
      const weight = kernel.weight((n + start - centre + 0.5) * inverse);
      weights[k + n] = weight;
      sum += weight;
    }
    if (sum !== 0) for (let n = 0; n < count; n++) weights[k + n] /= sum;
    starts[i] = start;
    counts[i] = count;
  }
  return { starts, counts, stride, weights };
}
