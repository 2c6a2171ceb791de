import { type RgbImage, resize } from "@tiny-cats/core";

/** 64 bits, the upper 32 first. Pictures that look the same differ in few of them. */
export type PerceptualHash = readonly [upper: number, lower: number];

const SIDE = 32;
const KEPT = 8;

/** Rows 1 to 8 of the discrete cosine transform (type II) of 32 numbers. */
const COSINES: readonly Float64Array[] = /* @__PURE__ */ Array.from({ length: KEPT }, (_, k) =>
  Float64Array.from({ length: SIDE }, (_, x) => Math.cos((Math.PI * (2 * x + 1) * (k + 1)) / (2 * SIDE))),
);

/**
 * The perceptual hash of a picture: reduced to 32x32 by Pillow's box filter, grey by ITU-R BT.601 (0.299, 0.587, 0.114), the 8x8 lowest
 * frequencies of its cosine transform without those that are constant along a side, a bit each for those above their median, row by row.
 * Method: Zauner, "Implementation and benchmarking of perceptual image hash functions" (2010), without its mean filter, which the box
 * filter makes needless.
 *
 * @returns undefined for a picture of one grey, which has nothing to compare.
 */
export function perceptualHash(image: RgbImage): PerceptualHash | undefined {
  const grey = toGrey(resize(image, { width: SIDE, height: SIDE, filter: "box" }));
  if (Math.max(...grey) - Math.min(...grey) < 1) return undefined;
  const values = transform(grey);
  const sorted = [...values].sort((a, b) => a - b);
  const median = (sorted[31] + sorted[32]) / 2;
  // Drawn pictures have coefficients that are the median, and would be above or below it by rounding.
  const rounding = 1e-9 * Math.max(...values.map(Math.abs));
  const words = [0, 0];
  values.forEach((value, i) => {
    if (value - median > rounding) words[i >> 5] |= 1 << (31 - (i & 31));
  });
  return [words[0] >>> 0, words[1] >>> 0];
}

function toGrey({ data }: RgbImage): Float64Array {
  return Float64Array.from({ length: SIDE * SIDE }, (_, i) => {
    return 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2];
  });
}

/** 8x8 coefficients, vertical frequency by row. */
function transform(grey: Float64Array): Float64Array {
  const columns = new Float64Array(KEPT * SIDE);
  for (let k = 0; k < KEPT; k++) {
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) columns[k * SIDE + x] += COSINES[k][y] * grey[y * SIDE + x];
    }
  }
  const out = new Float64Array(KEPT * KEPT);
  for (let k = 0; k < KEPT; k++) {
    for (let j = 0; j < KEPT; j++) {
      for (let x = 0; x < SIDE; x++) out[k * KEPT + j] += columns[k * SIDE + x] * COSINES[j][x];
    }
  }
  return out;
}
