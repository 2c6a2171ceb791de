import { LN2_HIGH, LN2_LOW } from "./ln2.ts";

const bits = new DataView(new ArrayBuffer(8));

/**
 * e^x for x in [-708, 709], the same bits on every engine, within 2 ulp.
 *
 * `Math.exp` may differ between engines in the last bit; this uses only what IEEE 754 rounds correctly.
 * Method: x = k ln 2 + r with |r| <= ln(2)/2, Taylor series of e^r, times 2^k.
 */
export function exp(x: number): number {
  const k = Math.floor(x / Math.LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let series = 1;
  for (let n = 14; n > 1; n--) series = 1 + (r / n) * series;
  bits.setFloat64(0, 0);
  bits.setUint32(0, (k + 1023) << 20);
  return bits.getFloat64(0) * (1 + r * series);
}
