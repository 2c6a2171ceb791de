const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The number that IEEE 754 binary16 `half` stands for. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The nearest binary16, ties to even. */
export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24);
  let exponent = Math.floor(Math.log2(size));
  // log2 may round up to the next power just below it.
  if (2 ** exponent > size) exponent--;
  const fraction = roundToEven(size * 2 ** (10 - exponent));
  return sign | (((exponent + 15) << 10) + fraction - 1024);
}

/** The number that bfloat16 `brain` stands for. */
export function brainToNumber(brain: number): number {
  bits[0] = brain << 16;
  return single[0];
}

/** The nearest bfloat16, ties to even. */
export function numberToBrain(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  single[0] = value;
  const low = bits[0] & 0xffff;
  // float64 -> float32 -> bfloat16 rounds twice: a tie made by the first rounding is broken by what it cut off.
  const cut = Math.abs(value) - Math.abs(single[0]);
  const high = bits[0] >>> 16;
  const up = low > 0x8000 || (low === 0x8000 && (cut > 0 || (cut === 0 && (high & 1) === 1)));
  return (up ? high + 1 : high) & 0xffff;
}

/** The nearest whole number, ties to even. */
export function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
