import { LN2_HIGH, LN2_LOW } from "./ln2.ts";

const bits = new DataView(new ArrayBuffer(8));

/** The fraction bits of sqrt(2), upper 20 of them: above it a mantissa is halved, so that it lies around 1. */
const SQRT2_FRACTION = 0x6a09e;

/**
 * The natural logarithm of a positive normal double, the same bits on every engine, within 1 ulp.
 *
 * `Math.log` may differ between engines in the last bit; this uses only what IEEE 754 rounds correctly.
 * Method: x = 2^k (1 + f) with 1 + f in (sqrt(1/2), sqrt(2)]; with s = f / (2 + f), ln(1 + f) = 2 atanh(s) = f - s (f - r),
 * r = 2 s^2 (1/3 + s^2/5 + ...), whose leading term f is exact.
 */
export function log(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const fraction = high & 0xfffff;
  const halved = fraction >= SQRT2_FRACTION ? 1 : 0;
  const k = (high >>> 20) - 1023 + halved;
  bits.setUint32(0, ((1023 - halved) << 20) | fraction);
  const f = bits.getFloat64(0) - 1;
  const s = f / (2 + f);
  const q = s * s;
  const series =
    1 / 3 +
    q *
      (1 / 5 +
        q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q * (1 / 15 + q * (1 / 17 + q * (1 / 19 + q / 21))))))));
  const correction = s * (f - 2 * q * series);
  return k * LN2_HIGH - (correction - k * LN2_LOW - f);
}
