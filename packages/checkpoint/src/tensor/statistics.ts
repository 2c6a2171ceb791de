import { DTYPES } from "../dtype/dtypes.ts";
import { toElements } from "../dtype/to-elements.ts";
import { toFloat64 } from "../dtype/to-float.ts";
import { inElements } from "./in-elements.ts";
import { elementCount } from "./layout.ts";
import type { ScanOptions, TensorSource } from "./tensor.ts";

/** What a tensor's elements are like; the first four over the finite ones, NaN where there are none. */
export interface Statistics {
  count: number;
  min: number;
  max: number;
  mean: number;
  /** Of the population: divided by the count. */
  std: number;
  nan: number;
  infinite: number;
  /** Elements that are 0 or -0, over all elements. */
  zeroFraction: number;
}

/**
 * Streams a tensor once, in float64; blocks are joined as in Chan, Golub and LeVeque, "Updating formulae" (1979), so large means do not
 * drown small deviations. i64 and u64 past 2^53 are rounded.
 *
 * @throws TinyCatsError "unsupported-dtype" for complex numbers; what reading throws.
 */
export async function statistics(
  tensor: TensorSource,
  { onProgress, ...options }: ScanOptions = {},
): Promise<Statistics> {
  const total = {
    count: 0,
    finite: 0,
    min: Infinity,
    max: -Infinity,
    mean: 0,
    squares: 0,
    nan: 0,
    infinite: 0,
    zeros: 0,
  };
  const size = elementCount(tensor.shape) * DTYPES[tensor.dtype].bytes;
  let read = 0;
  for await (const bytes of inElements(tensor, options)) {
    const values = toFloat64(toElements(bytes, tensor.dtype), tensor.dtype);
    read += bytes.length;
    onProgress?.({ bytes: read, total: size });
    let sum = 0;
    let finite = 0;
    for (const value of values) {
      if (Number.isFinite(value)) {
        finite++;
        sum += value;
        if (value < total.min) total.min = value;
        if (value > total.max) total.max = value;
        if (value === 0) total.zeros++;
      } else if (Number.isNaN(value)) total.nan++;
      else total.infinite++;
    }
    total.count += values.length;
    if (finite === 0) continue;
    const mean = sum / finite;
    let squares = 0;
    for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
    const delta = mean - total.mean;
    const joined = total.finite + finite;
    total.squares += squares + (delta * delta * total.finite * finite) / joined;
    total.mean += (delta * finite) / joined;
    total.finite = joined;
  }
  const none = total.finite === 0;
  return {
    count: total.count,
    min: none ? Number.NaN : total.min,
    max: none ? Number.NaN : total.max,
    mean: none ? Number.NaN : total.mean,
    std: none ? Number.NaN : Math.sqrt(total.squares / total.finite),
    nan: total.nan,
    infinite: total.infinite,
    zeroFraction: total.count === 0 ? 0 : total.zeros / total.count,
  };
}
