import { shareOf } from "./averages.ts";
import type { ClassificationMetrics } from "./classification-metrics.ts";

/** A confusion matrix with all labels but one taken as cat; null where that one, or every item, is missing. */
export function catNotCat(matrix: readonly number[][], other: number): ClassificationMetrics["cat_not_cat"] {
  if (other < 0) return null;
  const cells = { cat: { right: 0, all: 0 }, other: { right: 0, all: 0 } };
  matrix.forEach((row, truth) => {
    row.forEach((count, predicted) => {
      const side = truth === other ? cells.other : cells.cat;
      side.all += count;
      if ((predicted === other) === (truth === other)) side.right += count;
    });
  });
  const { cat, other: rest } = cells;
  return {
    accuracy: (cat.right + rest.right) / (cat.all + rest.all),
    cat_recall: shareOf(cat.right, cat.all),
    other_recall: shareOf(rest.right, rest.all),
  };
}
