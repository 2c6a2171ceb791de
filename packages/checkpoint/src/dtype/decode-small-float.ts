import { SMALL_FLOATS, type SmallFloat } from "./small-floats.ts";

const tables = new Map<string, Float32Array<ArrayBuffer>>();

/** The number of every bit pattern of a small float; made once for each format, 256 KiB at most. */
export function decodeSmallFloat(dtype: keyof typeof SMALL_FLOATS): Float32Array<ArrayBuffer> {
  let table = tables.get(dtype);
  if (!table) {
    const format = SMALL_FLOATS[dtype];
    table = Float32Array.from({ length: 2 ** (1 + format.exponent + format.mantissa) }, (_, bits) =>
      decode(bits, format),
    );
    tables.set(dtype, table);
  }
  return table;
}

function decode(bits: number, { exponent, mantissa, ieee }: SmallFloat): number {
  const bias = 2 ** (exponent - 1) - 1;
  const top = 2 ** exponent - 1;
  const sign = bits >> (exponent + mantissa) ? -1 : 1;
  const power = (bits >> mantissa) & top;
  const fraction = bits & (2 ** mantissa - 1);
  if (power === top && ieee) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (power === top && fraction === 2 ** mantissa - 1) return Number.NaN;
  if (power === 0) return sign * fraction * 2 ** (1 - bias - mantissa);
  return sign * (1 + fraction / 2 ** mantissa) * 2 ** (power - bias);
}
