import { wholeRange } from "../model/whole-range.ts";
import { type QuantizationScale, type QuantizedType, quantizationScale } from "./quantization-scale.ts";
import type { ValueRange } from "./value-range.ts";

const bits = new Uint32Array(1);
const single = new Float32Array(bits.buffer);

/** Scale and zero point of a value between bounds: what stands for its largest whole number never lies beyond them. */
export function activationScale({ min, max }: ValueRange, bounds: ValueRange, dtype: QuantizedType): QuantizationScale {
  const held = { min: Math.max(min, bounds.min), max: Math.min(max, bounds.max) };
  const { scale, zero } = quantizationScale(held, dtype);
  const { end } = wholeRange(dtype);
  // Runtimes drop a Clip that rounding makes needless, and compare in float32.
  const beyond = Math.fround(scale * (end - 1 - zero)) > bounds.max && held.max > 0;
  return { scale: beyond ? below(scale) : scale, zero };
}

/** The next smaller float32 of one above 0. */
function below(value: number): number {
  single[0] = value;
  bits[0]--;
  return single[0];
}
