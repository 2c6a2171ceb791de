import { type RgbImage, resize } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { halved, luma, type Plane } from "./luma.ts";
import { seamRatio } from "./seam-ratio.ts";

/** Side to which the shorter side of larger pictures is reduced before most statistics. */
const SIDE = 64;
const LEAST = 32;

/** What tells noise from pictures. All but `seams` are of the picture reduced to a shorter side of 64 pixels. */
export interface NoiseStatistics {
  /** Standard deviation of brightness, 0 to 127.5. */
  contrast: number;
  /** Correlation of brightness between neighbouring pixels, -1 to 1. */
  neighbourCorrelation: number;
  /** Share of brightness's variance left in the means of 8 x 8 pixels. */
  coarseShare: number;
  /** Mean difference of neighbouring 2 x 2 means over that of neighbouring pixels: 0.5 in white noise, near 2 where nothing is sharp. */
  gradientGrowth: number;
  /** Of the differences between neighbouring pixels: 3 in Gaussian noise however it was blurred, more in pictures with edges and plain parts. */
  gradientKurtosis: number;
  /** How much sharper the picture changes across the lines of a grid, as in shuffled patches; of the picture as it is. */
  seams: number;
}

/** Statistics of a picture's pixels. @throws TinyCatsError "invalid-image", "picture-too-small" where a side is below 32 */
export function noiseStatistics(image: RgbImage): NoiseStatistics {
  const shorter = Math.min(image.width, image.height);
  if (shorter < LEAST)
    throw new TinyCatsError("picture-too-small", `${image.width}x${image.height} pixels are too few to tell noise by`, {
      value: { width: image.width, height: image.height },
      remedy: `give a picture with sides of at least ${LEAST}`,
    });
  const scaled = (side: number) => Math.max(1, Math.round((side * Math.min(SIDE, shorter)) / shorter));
  const small = resize(image, { width: scaled(image.width), height: scaled(image.height), filter: "box" });
  const plane = luma(small);
  const variance = varianceOf(plane.data);
  // Plain colours leave a rounding error.
  const flat = variance < 1e-9;
  const half = halved(plane);
  const coarse = halved(halved(half));
  const steps = differences(plane);
  const squares = meanOf(steps, (d) => d * d);
  const coarseSteps = differences(half);
  const slope = meanOf(steps, Math.abs);
  return {
    contrast: Math.sqrt(variance),
    neighbourCorrelation: flat ? 1 : 1 - squares / (2 * variance),
    coarseShare: flat ? 1 : varianceOf(coarse.data) / variance,
    gradientGrowth: flat ? 2 : meanOf(coarseSteps, Math.abs) / slope,
    gradientKurtosis: flat ? 3 : meanOf(steps, (d) => d ** 4) / squares ** 2,
    seams: seamRatio(luma(image)),
  };
}

function meanOf(values: Float64Array, map: (value: number) => number): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + map(value), 0) / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values, (value) => value);
  return meanOf(values, (value) => (value - mean) ** 2);
}

/** Between each pixel and its right and lower neighbours. */
function differences({ data, width, height }: Plane): Float64Array {
  const out: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (x + 1 < width) out.push(data[i + 1] - data[i]);
      if (y + 1 < height) out.push(data[i + width] - data[i]);
    }
  }
  return Float64Array.from(out);
}
