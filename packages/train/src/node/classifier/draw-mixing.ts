import { purposes, uniforms } from "@tiny-cats/core";

/** Pairs of numbers that are tried; the chance that none of them serves is below 2^-64. */
const TRIES = 64;

/** How a batch is mixed with itself. */
export interface Mixing {
  /** What each example keeps of itself, 0 to 1, by the distribution Beta(alpha, alpha). */
  readonly share: number;
  /** The place of the example that is mixed into it. */
  readonly order: Uint32Array;
}

/**
 * Draws how `count` examples are mixed, for an alpha above 0 and up to 1; it follows from seed and index alone.
 *
 * Methods: Jöhnk, "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen" (1964); Fisher and Yates.
 */
export function drawMixing(count: number, alpha: number, { seed, index }: { seed: number; index: number }): Mixing {
  const draws = uniforms(seed, { index, purpose: purposes.mixing, length: count + 2 * TRIES });
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draws[i] * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return { share: betaOf(draws.subarray(count), alpha), order };
}

function betaOf(draws: Float64Array, alpha: number): number {
  for (let i = 0; i < draws.length; i += 2) {
    // In logarithms: for a small alpha both powers would be 0.
    const [x, y] = [Math.log(draws[i]) / alpha, Math.log(draws[i + 1]) / alpha];
    const largest = Math.max(x, y);
    const sum = largest + Math.log(Math.exp(x - largest) + Math.exp(y - largest));
    if (sum <= 0) return Math.exp(x - sum);
  }
  return 0.5;
}
