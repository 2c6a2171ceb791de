/** A row-major matrix within a larger array: its first element, rows, columns. */
export interface MatrixPart {
  readonly data: Float64Array;
  readonly offset: number;
}

/** out += a * b for row-major a [rows, inner], b [inner, columns], out [rows, columns]. */
export function multiplyInto(
  out: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  { rows, inner, columns }: { rows: number; inner: number; columns: number },
): void {
  const [x, y, z] = [a.data, b.data, out.data];
  for (let row = 0; row < rows; row++) {
    const start = out.offset + row * columns;
    let k = 0;
    // Four rows of b at once: one pass over the sums instead of four.
    for (; k + 3 < inner; k += 4) {
      const at = a.offset + row * inner + k;
      const [p, q, r, s] = [x[at], x[at + 1], x[at + 2], x[at + 3]];
      const from = b.offset + k * columns;
      for (let j = 0; j < columns; j++) {
        const i = from + j;
        z[start + j] += p * y[i] + q * y[i + columns] + r * y[i + 2 * columns] + s * y[i + 3 * columns];
      }
    }
    for (; k < inner; k++) {
      const factor = x[a.offset + row * inner + k];
      const from = b.offset + k * columns;
      for (let j = 0; j < columns; j++) z[start + j] += factor * y[from + j];
    }
  }
}
