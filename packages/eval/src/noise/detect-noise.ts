import type { RgbImage } from "@tiny-cats/core";
import { type NoiseStatistics, noiseStatistics } from "./noise-statistics.ts";

/** What pictures of something keep to: least and largest value of each statistic. */
export const NOISE_LIMITS: Readonly<Record<keyof NoiseStatistics, readonly [number, number]>> = {
  contrast: [14, Number.POSITIVE_INFINITY],
  neighbourCorrelation: [0.6, 1],
  coarseShare: [0.2, 1],
  gradientGrowth: [0.8, 1.85],
  gradientKurtosis: [4.3, Number.POSITIVE_INFINITY],
  seams: [0, 1.9],
};

/** Whether a picture is noise, or else no picture of anything. */
export interface NoiseVerdict {
  noise: boolean;
  /** Which statistics lie outside their limits; none where it is not noise. */
  outside: (keyof NoiseStatistics)[];
  statistics: NoiseStatistics;
}

/**
 * Tells noise, blurred noise, plain colours and shuffled patches from photos and drawings of something, by six statistics with fixed limits. It does not tell whether a
 * picture is good, or of a cat.
 *
 * @param image 8-bit RGB, sides of 32 or more
 * @throws TinyCatsError "invalid-image" or "picture-too-small"
 */
export function detectNoise(image: RgbImage): NoiseVerdict {
  const statistics = noiseStatistics(image);
  const names = Object.keys(NOISE_LIMITS) as (keyof NoiseStatistics)[];
  const outside = names.filter((name) => {
    const [least, largest] = NOISE_LIMITS[name];
    return !(statistics[name] >= least && statistics[name] <= largest);
  });
  return { noise: outside.length > 0, outside, statistics };
}
