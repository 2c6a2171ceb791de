import { purposes, uniforms } from "@tiny-cats/core";

/** Where random picks come from: the seed, and which of its streams. */
export interface RandomPlace {
  seed: number;
  index: number;
}

/** `length` whole numbers from 0 to bound - 1, each drawn anew. @throws TinyCatsError "invalid-seed" */
export function randomIndices(length: number, bound: number, { seed, index }: RandomPlace): Int32Array {
  return Int32Array.from(uniforms(seed, { index, purpose: purposes.shuffle, length }), (unit) =>
    Math.floor(unit * bound),
  );
}

/** The first `length` of the numbers 0 to bound - 1 in random order. Method: Fisher and Yates. @throws TinyCatsError "invalid-seed" */
export function randomSubset(length: number, bound: number, { seed, index }: RandomPlace): Int32Array {
  const units = uniforms(seed, { index, purpose: purposes.shuffle, length });
  const order = Int32Array.from({ length: bound }, (_, i) => i);
  units.forEach((unit, i) => {
    const j = i + Math.floor(unit * (bound - i));
    [order[i], order[j]] = [order[j], order[i]];
  });
  return order.subarray(0, length);
}
