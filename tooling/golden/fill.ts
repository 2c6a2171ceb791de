/** Numbers by the formula of scripts/shared/architectures_fill.py, exact in float32: (u(name) - 0.5) * scale + shift. */
export function formula(name: string, count: number, scale: number, shift = 0): Float32Array<ArrayBuffer> {
  return Float32Array.from(unit(name, count), (u) => (u - 0.5) * scale + shift);
}

/** u(name): numbers in [0, 1), multiples of 2^-23. */
export function unit(name: string, count: number): Float64Array {
  const start = hashOf(name);
  return Float64Array.from({ length: count }, (_, i) => {
    let x = (Math.imul(i, 0x9e3779b1) + start) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0;
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
    x = (x ^ (x >>> 16)) >>> 0;
    return (x >>> 9) / 2 ** 23;
  });
}

/** What the script's `fill` gives a tensor of floating point numbers, by its name and shape. */
export function fill(name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const count = shape.reduce((product, side) => product * side, 1);
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
