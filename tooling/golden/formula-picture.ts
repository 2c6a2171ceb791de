/** Pictures that the scripts compute too, so that no input needs storing. */
export type FormulaKind = "noise" | "stripes" | "edge" | "ramp";

/** RGB pixels of a picture by its formula, as in the scripts named pillow-*.py. */
export function formulaPicture(kind: FormulaKind, width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 3);
  const pixel = PIXELS[kind](width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(pixel(x, y), (y * width + x) * 3);
  }
  return { data, width, height };
}

/** The upper 8 bits of `length` terms of s <- 1664525 s + 1013904223 (mod 2^32), s = seed at first. */
export function formulaBytes(seed: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

type Pixel = (x: number, y: number) => ArrayLike<number>;

const PIXELS: Record<FormulaKind, (width: number, height: number) => Pixel> = {
  noise(width, height) {
    const values = formulaBytes(width * 65536 + height, width * height * 3);
    return (x, y) => values.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
  },
  stripes: () => (x, y) => [255 * (x % 2), 255 * (y % 2), 255 * ((x + y) % 2)],
  edge: (width, height) => (x, y) => [x * 2 >= width, y * 2 >= height, (x + y) % 5 === 0].map((on) => (on ? 255 : 0)),
  ramp: (width, height) => (x, y) => [
    Math.floor((x * 255) / Math.max(1, width - 1)),
    Math.floor((y * 255) / Math.max(1, height - 1)),
    (x * 7 + y * 3) % 256,
  ],
};
