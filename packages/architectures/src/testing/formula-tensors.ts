import type { TensorData } from "@tiny-cats/checkpoint";

/** Numbers by the formula of tooling/golden/scripts/shared/architectures_fill.py, exact in float32. */
export function formula(name: string, count: number, scale: number, shift = 0): Float32Array<ArrayBuffer> {
  const start = hashOf(name);
  return Float32Array.from({ length: count }, (_, i) => {
    let x = (Math.imul(i, 0x9e3779b1) + start) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0;
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
    x = (x ^ (x >>> 16)) >>> 0;
    return ((x >>> 9) / 2 ** 23 - 0.5) * scale + shift;
  });
}

/** What the script's `fill` gives a tensor of a name and shape. */
export function formulaTensor(name: string, shape: readonly number[]): TensorData {
  const count = shape.reduce((product, side) => product * side, 1);
  if (name.endsWith("num_batches_tracked")) return { dtype: "i64", shape, data: BigInt64Array.of(7n) };
  return { dtype: "f32", shape, data: numbersOf(name, shape, count) };
}

function numbersOf(name: string, shape: readonly number[], count: number): Float32Array<ArrayBuffer> {
  if (name.endsWith("running_var") || (shape.length === 1 && name.endsWith("weight")))
    return formula(name, count, 1, 1);
  if (shape.length === 1) return formula(name, count, 0.5);
  const fanIn = count / shape[0];
  return formula(name, count, 2 ** Math.floor(0.5 * Math.log2(24 / fanIn) + 0.5));
}

function hashOf(name: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
