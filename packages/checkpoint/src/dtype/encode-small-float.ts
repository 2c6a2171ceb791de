import { SMALL_FLOATS, type SmallFloat } from "./small-floats.ts";

const f32 = new Float32Array(1);
const u32 = new Uint32Array(f32.buffer);

/**
 * A function from a number to the bits of a small float: to float32 first, then to the nearest, ties to even, as PyTorch converts.
 * What is past the largest number becomes infinity; f8_e4m3fn has none and keeps its largest, as PyTorch does since 2.13.
 */
export function encodeSmallFloat(dtype: keyof typeof SMALL_FLOATS): (value: number) => number {
  const { exponent, mantissa, ieee }: SmallFloat = SMALL_FLOATS[dtype];
  const bias = 2 ** (exponent - 1) - 1;
  const signShift = 31 - exponent - mantissa;
  const drop = 23 - mantissa;
  const infinity = (2 ** exponent - 1) << mantissa;
  const nan = ieee ? infinity | (1 << (mantissa - 1)) : infinity | (2 ** mantissa - 1);
  const overflow = ieee ? infinity : nan - 1;
  return (value) => {
    f32[0] = value;
    const word = u32[0];
    const sign = (word >>> signShift) & (1 << (exponent + mantissa));
    const magnitude = word & 0x7fffffff;
    if (magnitude > 0x7f800000) return sign | nan;
    if (magnitude === 0x7f800000) return sign | overflow;
    const e = magnitude >>> 23;
    const power = e - 127 + bias;
    const normal = power > 0;
    const significand = (magnitude & 0x7fffff) | (normal || e === 0 ? 0 : 0x800000);
    // Below the smallest normal number the significand moves right, one place for each power of two missing.
    const shift = normal ? drop : Math.min(31, drop - power + (e === 0 ? 0 : 1));
    let bits = (significand >>> shift) | (normal ? power << mantissa : 0);
    const rest = significand & (2 ** shift - 1);
    const half = 2 ** (shift - 1);
    if (rest > half || (rest === half && (bits & 1) === 1)) bits++;
    return sign | (bits >= (ieee ? infinity : nan) ? overflow : bits);
  };
}
