import { softmax } from "@tiny-cats/core";
import type { Judged } from "./classifier-metrics.ts";

/** Least and greatest temperature: pictures that are all told right would have none. */
const RANGE = [0.05, 20] as const;
const ROUNDS = 100;

/**
 * The temperature that logits are to be divided by for the least log loss, 0.05 to 20, of the pictures of `chosen`; 1 where there are none.
 *
 * By its inverse the loss is convex: its derivative is brought to zero by Newton's steps in float64, halving where one would leave the bracket. Source: Guo et
 * al., "On calibration of modern neural networks", 2017, section 4.2.
 */
export function fitTemperature({ logits, labels, classes }: Judged, chosen?: readonly number[]): number {
  const rows = chosen ?? Array.from(labels, (_, i) => i);
  if (rows.length === 0) return 1;
  /** First and second derivative of the sum of losses by the inverse temperature. */
  const derivatives = (inverse: number): [number, number] => {
    let [first, second] = [0, 0];
    for (const i of rows) {
      const row = logits.subarray(i * classes, (i + 1) * classes);
      const probabilities = softmax(Float64Array.from(row, (value) => value * inverse));
      const mean = probabilities.reduce((sum, p, c) => sum + p * row[c], 0);
      first += mean - row[labels[i]];
      second += probabilities.reduce((sum, p, c) => sum + p * (row[c] - mean) ** 2, 0);
    }
    return [first, second];
  };
  let [low, high] = [1 / RANGE[1], 1 / RANGE[0]];
  let inverse = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = derivatives(inverse);
    if (first === 0) break;
    if (first > 0) high = inverse;
    else low = inverse;
    const step = inverse - first / second;
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - inverse) <= 1e-12 * inverse) break;
    inverse = next;
  }
  return 1 / inverse;
}
