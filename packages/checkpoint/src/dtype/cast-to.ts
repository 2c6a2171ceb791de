import { unsupportedDtype } from "../errors.ts";
import { decodeSmallFloat } from "./decode-small-float.ts";
import { DTYPES, type Dtype, type ElementArray } from "./dtypes.ts";
import { encodeSmallFloat } from "./encode-small-float.ts";
import { SMALL_FLOATS } from "./small-floats.ts";
import { toFloat64 } from "./to-float.ts";

/** Elements of another type, and how many finite ones were outside its range. */
export interface Cast {
  elements: ElementArray;
  overflows: number;
}

const RANGES: Partial<Record<Dtype, readonly [number, number]>> = {
  i32: [-(2 ** 31), 2 ** 31 - 1],
  i16: [-(2 ** 15), 2 ** 15 - 1],
  i8: [-128, 127],
  u32: [0, 2 ** 32 - 1],
  u16: [0, 2 ** 16 - 1],
  u8: [0, 255],
};

/**
 * Elements cast to another type. Floats are rounded to nearest, ties to even (f16, bf16 and f8 by way of float32, as PyTorch does);
 * outside the range they become infinite, or the largest number for f8_e4m3fn, which has no infinity. For integers the fraction is cut off and the range's nearest end is
 * taken; NaN becomes 0; all of these but fractions count as overflows.
 *
 * @throws TinyCatsError "unsupported-dtype" for complex numbers.
 */
export function castTo(elements: ElementArray, from: Dtype, to: Dtype): Cast {
  if (from === to) return { elements, overflows: 0 };
  if (isWide(to)) return toWide(elements, from, to);
  const values = toFloat64(elements, from);
  switch (to) {
    case "f64":
      return { elements: values, overflows: 0 };
    case "f32":
      return counted(values, Float32Array.from(values));
    case "f16":
    case "bf16":
    case "f8_e4m3fn":
    case "f8_e5m2": {
      const encode = encodeSmallFloat(to);
      const bits = to.startsWith("f8") ? new Uint8Array(values.length) : new Uint16Array(values.length);
      const isPast = pastLargest(to);
      let overflows = 0;
      for (let i = 0; i < values.length; i++) {
        bits[i] = encode(values[i]);
        if (Number.isFinite(values[i]) && isPast(Math.fround(values[i]))) overflows++;
      }
      return { elements: bits, overflows };
    }
    case "bool":
      return { elements: Uint8Array.from(values, (value) => (value === 0 ? 0 : 1)), overflows: 0 };
    case "c64":
    case "c128":
      throw unsupportedDtype(to, "a conversion from real numbers");
    default:
      return toInteger(values, to);
  }
}

/** Whether a number is rounded past the largest one of a format. The largest is even in f8_e4m3fn alone, and takes the tie. */
function pastLargest(dtype: keyof typeof SMALL_FLOATS): (value: number) => boolean {
  const { exponent, mantissa, ieee } = SMALL_FLOATS[dtype];
  const top = 2 ** (exponent + mantissa) - 1;
  const bits = ieee ? top - 2 ** mantissa : top - 1;
  const table = decodeSmallFloat(dtype);
  const half = table[bits] + (table[bits] - table[bits - 1]) / 2;
  return ieee ? (value) => Math.abs(value) >= half : (value) => Math.abs(value) > half;
}

function counted(values: Float64Array, elements: Float32Array<ArrayBuffer>): Cast {
  let overflows = 0;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(elements[i]) === Number.POSITIVE_INFINITY && Number.isFinite(values[i])) overflows++;
  }
  return { elements, overflows };
}

function toInteger(values: Float64Array, to: Dtype): Cast {
  const [low, high] = RANGES[to]!;
  const out = new DTYPES[to].array(new ArrayBuffer(values.length * DTYPES[to].bytes)) as Int32Array<ArrayBuffer>;
  let overflows = 0;
  for (let i = 0; i < values.length; i++) {
    const whole = Math.trunc(values[i]);
    if (!(whole >= low && whole <= high)) overflows++;
    out[i] = Number.isNaN(whole) ? 0 : Math.min(high, Math.max(low, whole));
  }
  return { elements: out, overflows };
}

const isWide = (dtype: Dtype) => dtype === "i64" || dtype === "u64";

function toWide(elements: ElementArray, from: Dtype, to: Dtype): Cast {
  const [low, high] = to === "i64" ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  const values = isWide(from) ? (elements as BigInt64Array) : toFloat64(elements, from);
  const out = to === "i64" ? new BigInt64Array(values.length) : new BigUint64Array(values.length);
  let overflows = 0;
  for (let i = 0; i < values.length; i++) {
    const whole = wholeOf(values[i], low, high);
    if (whole === undefined || whole < low || whole > high) overflows++;
    out[i] = whole === undefined ? 0n : whole < low ? low : whole > high ? high : whole;
  }
  return { elements: out, overflows };
}

/** One past the range for infinities; undefined for NaN. */
function wholeOf(value: number | bigint, low: bigint, high: bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  return Number.isNaN(value) ? undefined : value > 0 ? high + 1n : low - 1n;
}
