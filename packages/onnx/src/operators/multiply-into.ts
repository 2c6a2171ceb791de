/** A row-major matrix within a larger array, from `offset` on. */
export interface MatrixPart {
  readonly data: Float64Array;
  readonly offset: number;
}

/** Sides of a product of two matrices. */
export interface ProductSides {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** out += a * b for row-major a [rows, inner], b [inner, columns], out [rows, columns]. */
export function multiplyInto(
  out: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  { rows, inner, columns }: ProductSides,
): void {
  for (let row = 0; row < rows; row += 4) {
    const height = Math.min(4, rows - row);
    for (let k = 0; k < inner; k++) {
      const [to, from, other] = [out.offset + row * columns, a.offset + row * inner + k, b.offset + k * columns];
      if (height === 4) addToFour(out.data, to, a.data, from, inner, b.data, other, columns);
      else
        for (let i = 0; i < height; i++)
          addRow(out.data, to + i * columns, a.data[from + i * inner], b.data, other, columns);
    }
  }
}

/** Four rows of sums at once meet each element of b once. Numbers alone as arguments, or the engine makes slower code of it. */
function addToFour(
  z: Float64Array,
  to: number,
  x: Float64Array,
  from: number,
  inner: number,
  y: Float64Array,
  other: number,
  columns: number,
): void {
  const [z0, z1, z2, z3] = [to | 0, (to + columns) | 0, (to + 2 * columns) | 0, (to + 3 * columns) | 0];
  const p = x[from];
  const q = x[from + inner];
  const r = x[from + 2 * inner];
  const s = x[from + 3 * inner];
  const start = other | 0;
  for (let j = 0; j < columns; j++) {
    const value = y[start + j];
    z[z0 + j] += p * value;
    z[z1 + j] += q * value;
    z[z2 + j] += r * value;
    z[z3 + j] += s * value;
  }
}

function addRow(z: Float64Array, to: number, factor: number, y: Float64Array, other: number, columns: number): void {
  const [start, own] = [other | 0, to | 0];
  for (let j = 0; j < columns; j++) z[own + j] += factor * y[start + j];
}
