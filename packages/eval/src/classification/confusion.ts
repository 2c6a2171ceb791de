import type { JudgedRows } from "./judged-rows.ts";

/** Counts of the chosen items: a row a true label, a column a predicted one. */
export function confusion({ labels, predicted }: JudgedRows, classes: number, chosen: Int32Array): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const i of chosen) matrix[labels[i]][predicted[i]]++;
  return matrix;
}

/** Right and wrong answers about one class. */
export interface ClassCounts {
  right: number;
  /** Items of the class. */
  support: number;
  /** Items taken for the class. */
  predicted: number;
}

/** The counts of each class. */
export function classCounts(matrix: readonly number[][]): ClassCounts[] {
  return matrix.map((row, c) => ({
    right: row[c],
    support: row.reduce((sum, cell) => sum + cell, 0),
    predicted: matrix.reduce((sum, other) => sum + other[c], 0),
  }));
}
