import { TinyCatsError } from "@tiny-cats/schema/errors";

/** How far one model's logits are from another's, over every position of every sequence. */
export interface LogitGap {
  /** Positions compared. */
  readonly positions: number;
  readonly max_abs: number;
  readonly mean_abs: number;
  /** Root of the mean square of the differences, and of the reference's own logits less their mean at each position. */
  readonly rms: number;
  readonly reference_rms: number;
  /** The mean of KL(reference || other) over positions, in nats. */
  readonly mean_kl: number;
  /** The share of positions at which both think the same token likeliest. */
  readonly top1_agreement: number;
}

/**
 * Compares logits [positions, vocabulary] with a reference's.
 *
 * Throws `logits-do-not-match` for lengths that differ, are empty or are no multiple of the vocabulary.
 */
export function logitGap(reference: ArrayLike<number>, other: ArrayLike<number>, vocabulary: number): LogitGap {
  const { length } = reference;
  if (length === 0 || length !== other.length || length % vocabulary !== 0) {
    throw new TinyCatsError("logits-do-not-match", `${length} logits can't be compared with ${other.length}`, {
      value: [length, other.length, vocabulary],
      remedy: "give the logits of the same tokens over the same vocabulary",
    });
  }
  const positions = length / vocabulary;
  let [max, sum, squares, own, kl, agreed] = [0, 0, 0, 0, 0, 0];
  for (let position = 0; position < positions; position++) {
    const start = position * vocabulary;
    const a = Float64Array.from({ length: vocabulary }, (_, i) => reference[start + i]);
    const b = Float64Array.from({ length: vocabulary }, (_, i) => other[start + i]);
    const mean = a.reduce((total, value) => total + value, 0) / vocabulary;
    const [logA, logB] = [logSumExp(a), logSumExp(b)];
    for (let i = 0; i < vocabulary; i++) {
      const difference = Math.abs(a[i] - b[i]);
      max = Math.max(max, difference);
      sum += difference;
      squares += difference ** 2;
      own += (a[i] - mean) ** 2;
      kl += Math.exp(a[i] - logA) * (a[i] - logA - (b[i] - logB));
    }
    if (highest(a) === highest(b)) agreed++;
  }
  return {
    positions,
    max_abs: max,
    mean_abs: sum / length,
    rms: Math.sqrt(squares / length),
    reference_rms: Math.sqrt(own / length),
    mean_kl: kl / positions,
    top1_agreement: agreed / positions,
  };
}

function logSumExp(values: Float64Array): number {
  const most = values.reduce((a, b) => Math.max(a, b));
  return most + Math.log(values.reduce((total, value) => total + Math.exp(value - most), 0));
}

function highest(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
