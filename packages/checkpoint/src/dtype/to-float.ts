import { unsupportedDtype } from "../errors.ts";
import { decodeSmallFloat } from "./decode-small-float.ts";
import type { Dtype, ElementArray } from "./dtypes.ts";

/**
 * Elements as float64. Exact for every type but i64 and u64 past 2^53, which are rounded to nearest.
 *
 * @throws TinyCatsError "unsupported-dtype" for complex numbers.
 */
export function toFloat64(elements: ElementArray, dtype: Dtype): Float64Array<ArrayBuffer> {
  const out = new Float64Array(elements.length);
  fill(out, elements, dtype);
  return out;
}

/**
 * Elements as float32, rounded to nearest, ties to even.
 *
 * @throws TinyCatsError "unsupported-dtype" for complex numbers.
 */
export function toFloat32(elements: ElementArray, dtype: Dtype): Float32Array<ArrayBuffer> {
  const out = new Float32Array(elements.length);
  fill(out, elements, dtype);
  return out;
}

function fill(out: Float64Array | Float32Array, elements: ElementArray, dtype: Dtype): void {
  switch (dtype) {
    case "c64":
    case "c128":
      throw unsupportedDtype(dtype, "a conversion to real numbers");
    case "f16":
    case "bf16":
    case "f8_e4m3fn":
    case "f8_e5m2": {
      const table = decodeSmallFloat(dtype);
      const bits = elements as Uint16Array;
      for (let i = 0; i < bits.length; i++) out[i] = table[bits[i]];
      return;
    }
    case "i64":
    case "u64": {
      const wide = elements as BigInt64Array;
      for (let i = 0; i < wide.length; i++) out[i] = Number(wide[i]);
      return;
    }
    default:
      out.set(elements as Float64Array);
  }
}
