import { purposes, uniforms } from "@tiny-cats/core";

/**
 * The order in which a pass over `count` examples visits them: a permutation of 0 to count - 1 that depends on seed and epoch alone.
 *
 * Method: Fisher and Yates, with Philox numbers.
 * @throws TinyCatsError "invalid-seed" or "invalid-index"
 */
export function epochOrder(count: number, { seed, epoch }: { seed: number; epoch: number }): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const draws = uniforms(seed, { index: epoch, purpose: purposes.shuffle, length: count });
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draws[i] * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
