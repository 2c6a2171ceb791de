/** The next multiple of 4, at least 4. */
export function padded(length: number): number {
  return Math.max(4, (length + 3) & ~3);
}

/**
 * Lays rows of `columns` numbers (a multiple of 4) out for the tile kernels: groups of four columns, in each the rows below each other.
 * Group g begins at `to + g * 4 * rows`.
 */
export function packColumns(numbers: Float64Array, { from, stride, rows, columns, to, sign = 1 }: PackRequest): void {
  for (let group = 0; group < columns; group += 4) {
    let o = to + group * rows;
    for (let k = 0, a = from + group; k < rows; k++, a += stride, o += 4) {
      numbers[o] = sign * numbers[a];
      numbers[o + 1] = sign * numbers[a + 1];
      numbers[o + 2] = sign * numbers[a + 2];
      numbers[o + 3] = sign * numbers[a + 3];
    }
  }
}

interface PackRequest {
  from: number;
  stride: number;
  rows: number;
  columns: number;
  to: number;
  /** -1 turns the signs round. */
  sign?: 1 | -1;
}
