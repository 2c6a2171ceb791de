import type { ClassCounts } from "./confusion.ts";

/** Precision, recall and F1 over classes. */
export interface Averages {
  precision: number;
  recall: number;
  f1: number;
}

/** A share, or null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** 2 precision recall / (precision + recall); null where the class neither is there nor was predicted. */
export function f1Of({ right, support, predicted }: ClassCounts): number | null {
  return shareOf(2 * right, support + predicted);
}

/** Averages over the classes that are there or were predicted, by `weigh`; a share of nothing counts as 0, as scikit-learn's zero_division=0. */
export function averages(counts: readonly ClassCounts[], weigh: (counts: ClassCounts) => number): Averages {
  const present = counts.filter(({ support, predicted }) => support + predicted > 0);
  const total = present.reduce((sum, one) => sum + weigh(one), 0);
  const mean = (of: (one: ClassCounts) => number | null) =>
    present.reduce((sum, one) => sum + weigh(one) * (of(one) ?? 0), 0) / total;
  return {
    precision: mean(({ right, predicted }) => shareOf(right, predicted)),
    recall: mean(({ right, support }) => shareOf(right, support)),
    f1: mean(f1Of),
  };
}

/** The mean recall of the classes that are there. */
export function balancedAccuracy(counts: readonly ClassCounts[]): number {
  const present = counts.filter(({ support }) => support > 0);
  return present.reduce((sum, { right, support }) => sum + right / support, 0) / present.length;
}
