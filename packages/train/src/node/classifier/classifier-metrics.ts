import { softmax } from "@tiny-cats/core";

/** Logits of measured pictures, [pictures, classes], and what is true of them. */
export interface Judged {
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** What a classifier is worth on pictures. */
export interface ClassifierMetrics {
  readonly accuracy: number;
  /** Of the pictures that are not Other, among the labels that are not; absent where all or none are. */
  readonly breed_accuracy?: number;
  /** The mean of -ln of what the true label was given. */
  readonly log_loss: number;
  /** Expected calibration error of 15 bins, see Guo et al., "On calibration of modern neural networks", 2017. */
  readonly calibration_error: number;
}

const BINS = 15;

/** Measures logits; `other` is the place of the label that is no breed, `temperatures` what those of each picture are divided by. */
export function classifierMetrics(
  { logits, labels, classes }: Judged,
  { other = -1, temperatures }: { other?: number; temperatures?: ArrayLike<number> } = {},
): ClassifierMetrics {
  let [right, breeds, rightBreeds, loss] = [0, 0, 0, 0];
  const gaps = new Float64Array(BINS + 1);
  for (const [i, label] of labels.entries()) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const probabilities = softmax(Float64Array.from(row, (value) => value / (temperatures?.[i] ?? 1)));
    const best = largest(probabilities);
    right += Number(best === label);
    gaps[Math.floor(probabilities[best] * BINS)] += Number(best === label) - probabilities[best];
    loss -= Math.log(Math.max(probabilities[label], Number.MIN_VALUE));
    if (label === other) continue;
    breeds++;
    rightBreeds += Number(largest(probabilities, other) === label);
  }
  const count = labels.length;
  return {
    accuracy: right / count,
    ...(breeds > 0 && breeds < count && { breed_accuracy: rightBreeds / breeds }),
    log_loss: loss / count,
    calibration_error: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / count,
  };
}

/** The place of the largest number but that at `without`, the first of equal ones. */
function largest(values: Float64Array, without = -1): number {
  return values.reduce((best, value, i) => (i !== without && (best < 0 || value > values[best]) ? i : best), -1);
}
