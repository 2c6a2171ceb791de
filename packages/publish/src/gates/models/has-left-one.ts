import type { WeightTensor } from "./weight-tensors.ts";

const FEWEST = 8;
/** How far the mean may be from 1, and the standard deviation from 0. */
const NEAR = 0.3;

/**
 * Whether a vector is the weight of a normalisation that some steps of training have moved: it begins as 1 throughout, and is no more, yet is near it. Random numbers
 * that stand in for a model's are not.
 */
export async function hasLeftOne({ columns, blocks }: Pick<WeightTensor, "columns" | "blocks">): Promise<boolean> {
  if (columns < FEWEST) return false;
  let [sum, squares] = [0, 0];
  for await (const block of blocks()) {
    for (const value of block) {
      sum += value - 1;
      squares += (value - 1) ** 2;
    }
  }
  const mean = sum / columns;
  const variance = squares / columns - mean ** 2;
  return Math.abs(mean) < NEAR && variance > 1e-16 && Math.sqrt(variance) < NEAR;
}
