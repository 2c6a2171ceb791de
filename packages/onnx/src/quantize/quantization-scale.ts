import { roundToEven } from "../model/half.ts";
import { wholeRange } from "../model/whole-range.ts";

/** Types that numbers are quantized to. */
export type QuantizedType = "int8" | "uint8";

/** real = scale * (quantized - zero). */
export interface QuantizationScale {
  /** A float32, above 0. */
  readonly scale: number;
  readonly zero: number;
}

/** The smallest normal float32: below it a range counts as empty. */
const TINY = 2 ** -126;

/**
 * The lowest and highest whole number that are used: all of a type, without int8's -128 where the range is symmetric about the zero point,
 * and 7 of the 8 bits where it is `reduced`.
 */
export function quantizedRange(
  dtype: QuantizedType,
  { symmetric = false, reduced = false }: { symmetric?: boolean; reduced?: boolean } = {},
): { readonly lowest: number; readonly highest: number } {
  const { lowest, end } = wholeRange(dtype);
  const [low, high] = reduced ? (dtype === "int8" ? [-64, 64] : [0, 127]) : [lowest, end - 1];
  if (!symmetric) return { lowest: low, highest: high };
  const reach = reduced ? (dtype === "int8" ? 64 : 63) : 127;
  const middle = dtype === "int8" ? 0 : reduced ? 64 : 128;
  return { lowest: middle - reach, highest: middle + reach };
}

/**
 * Scale and zero point for numbers from `min` to `max`, as onnxruntime.quantization's compute_scale_zp has them: the range is widened to
 * hold 0, so that 0 is exact; a symmetric one has its zero point in the middle.
 */
export function quantizationScale(
  { min, max }: { readonly min: number; readonly max: number },
  dtype: QuantizedType,
  { symmetric = false, reduced = false }: { symmetric?: boolean; reduced?: boolean } = {},
): QuantizationScale {
  const { lowest, highest } = quantizedRange(dtype, { symmetric, reduced });
  const middle = (lowest + highest) / 2;
  const reach = Math.max(-min, max, 0);
  const [low, high] = symmetric ? [-reach, reach] : [Math.min(min, 0), Math.max(max, 0)];
  const scale = Math.fround(high - low) / (highest - lowest);
  if (scale < TINY) return { scale: 1, zero: symmetric ? middle : Math.max(lowest, 0) };
  return { scale: Math.fround(scale), zero: symmetric ? middle : roundToEven(lowest - low / scale) };
}
