import { uniforms } from "@tiny-cats/core";

/** Made-up latencies with a long tail, around 10 ms: their median is 10 * (1 + ln 2 / 10) times `scale`. */
export function latencies(seed: number, { n = 100, scale = 1 } = {}): number[] {
  return Array.from(uniforms(seed, { index: 0, length: n }), (unit) => scale * (10 - Math.log(unit)));
}

/** The median of the distribution that they are drawn from. */
export const TRUE_MEDIAN = 10 + Math.LN2;
