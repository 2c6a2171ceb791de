import type { WeightTensor } from "./weight-tensors.ts";

/** What the numbers of a matrix look like: drawn at random and never moved, all equal, or neither. */
export type MatrixSign = "random" | "constant" | "learnt";

const FEWEST = 1024;
const FEWEST_LINES = 16;
/** Uniform numbers have 1.8, normal ones 3; cut normal ones lie between. */
const KURTOSIS = [1.6, 3.2] as const;
/** Standard errors that a statistic may be off by. */
const ERRORS = 6;

/**
 * Whether a matrix is as it is before training: independent numbers of one distribution about 0, uniform or normal. Then the mean squares of its rows
 * (and columns) spread as chance has it, (kurtosis - 1) / columns of their mean squared; training makes them spread several times as much.
 *
 * @returns undefined for fewer than 1024 numbers, 16 rows or 16 columns, which tell nothing.
 */
export async function matrixSign({
  rows,
  columns,
  blocks,
}: Omit<WeightTensor, "dimensions">): Promise<MatrixSign | undefined> {
  const count = rows * columns;
  if (count < FEWEST || rows < FEWEST_LINES || columns < FEWEST_LINES) return undefined;
  const byRow = new Float64Array(rows);
  const byColumn = new Float64Array(columns);
  let [min, max, sum, fourth] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  let row = 0;
  let column = 0;
  for await (const block of blocks()) {
    for (const value of block) {
      const square = value * value;
      sum += value;
      fourth += square * square;
      byRow[row] += square;
      byColumn[column] += square;
      if (value < min) min = value;
      if (value > max) max = value;
      if (++column < columns) continue;
      column = 0;
      row++;
    }
  }
  if (min === max) return "constant";
  const meanSquare = byRow.reduce((all, one) => all + one, 0) / count;
  const kurtosis = fourth / count / meanSquare ** 2;
  const centred = Math.abs(sum / count) < ERRORS * Math.sqrt(meanSquare / count);
  const plain = kurtosis > KURTOSIS[0] && kurtosis < KURTOSIS[1] + ERRORS * Math.sqrt(24 / count);
  const spread = meanSquare ** 2 * (kurtosis - 1);
  const even = asEvenAsChance(byRow, columns, spread) && asEvenAsChance(byColumn, rows, spread);
  return centred && plain && even ? "random" : "learnt";
}

/** @param sums of squares along each line, of `length` numbers; `spread` is the variance of one square. */
function asEvenAsChance(sums: Float64Array, length: number, spread: number): boolean {
  const means = sums.map((sum) => sum / length);
  const mean = means.reduce((all, one) => all + one, 0) / means.length;
  const variance = means.reduce((all, one) => all + (one - mean) ** 2, 0) / (means.length - 1);
  return variance / (spread / length) < 1 + ERRORS * Math.sqrt(2 / (means.length - 1));
}
