import { TinyCatsError } from "@tiny-cats/schema/errors";

/** What a classifier said of one item. */
export interface ClassifiedItem {
  /** Place of the true label, from 0. */
  label: number;
  /** Of every label: 0 to 1, together 1. */
  probabilities: ArrayLike<number>;
}

/** What matters of many items, by item. */
export interface JudgedRows {
  count: number;
  labels: Int32Array;
  predicted: Int32Array;
  /** Of the predicted label. */
  confidence: Float64Array;
  /** How many labels stand before the true one, most probable first; of equal ones the earlier label stands first. */
  rank: Int32Array;
}

/** How far from 1 probabilities in single precision may add up to. */
const SLACK = 1e-3;

/** @throws TinyCatsError "too-few-samples" for none, "unknown-class" or "invalid-probabilities" */
export function judgeRows(items: Iterable<ClassifiedItem>, classes: number): JudgedRows {
  const labels: number[] = [];
  const predicted: number[] = [];
  const confidence: number[] = [];
  const rank: number[] = [];
  for (const { label, probabilities } of items) {
    check(label, probabilities, { classes, item: labels.length });
    let best = 0;
    let before = 0;
    for (let c = 0; c < classes; c++) {
      if (probabilities[c] > probabilities[best]) best = c;
      if (probabilities[c] > probabilities[label] || (c < label && probabilities[c] === probabilities[label])) before++;
    }
    labels.push(label);
    predicted.push(best);
    confidence.push(probabilities[best]);
    rank.push(before);
  }
  if (labels.length === 0)
    throw new TinyCatsError("too-few-samples", "there is nothing to measure a classifier by", {
      value: 0,
      remedy: "give at least one item",
    });
  return {
    count: labels.length,
    labels: Int32Array.from(labels),
    predicted: Int32Array.from(predicted),
    confidence: Float64Array.from(confidence),
    rank: Int32Array.from(rank),
  };
}

function check(
  label: number,
  probabilities: ArrayLike<number>,
  { classes, item }: { classes: number; item: number },
): void {
  if (!Number.isInteger(label) || label < 0 || label >= classes)
    throw new TinyCatsError("unknown-class", `item ${item} has label ${String(label)}, and there are ${classes}`, {
      value: label,
      remedy: `use the place of a label, 0 to ${classes - 1}`,
    });
  let sum = 0;
  let outside = probabilities.length !== classes;
  for (let c = 0; c < probabilities.length; c++) {
    sum += probabilities[c];
    outside ||= !(probabilities[c] >= 0 && probabilities[c] <= 1);
  }
  if (!outside && Math.abs(sum - 1) <= SLACK) return;
  throw new TinyCatsError(
    "invalid-probabilities",
    `item ${item} has ${probabilities.length} probabilities that add up to ${sum}`,
    {
      value: Array.from(probabilities),
      remedy: `give ${classes} numbers from 0 to 1 that add up to 1: softmax of the logits`,
    },
  );
}
