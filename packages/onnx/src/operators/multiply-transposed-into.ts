import type { MatrixPart, ProductSides } from "./multiply-into.ts";

/** out += a * bT for row-major a [rows, inner], b [columns, inner], out [rows, columns]: b as it lies, without a turned copy. */
export function multiplyTransposedInto(
  out: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  { rows, inner, columns }: ProductSides,
): void {
  for (let column = 0; column < columns; column += 4) {
    const other = b.offset + column * inner;
    const isWide = column + 3 < columns;
    for (let row = 0; row < rows; row += 2) {
      const from = a.offset + row * inner;
      const to = out.offset + row * columns + column;
      if (isWide && row + 1 < rows) addTile(out.data, to, columns, a.data, from, b.data, other, inner);
      else {
        for (let i = 0; i < Math.min(2, rows - row); i++) {
          for (let j = 0; j < Math.min(4, columns - column); j++) {
            out.data[to + i * columns + j] += dot(a.data, from + i * inner, b.data, other + j * inner, inner);
          }
        }
      }
    }
  }
}

/** Two rows by four columns: every element read serves several sums. Numbers alone as arguments, or the engine makes slower code of it. */
function addTile(
  z: Float64Array,
  to: number,
  columns: number,
  x: Float64Array,
  from: number,
  y: Float64Array,
  other: number,
  inner: number,
): void {
  const [x0, x1] = [from | 0, (from + inner) | 0];
  const [y0, y1, y2, y3] = [other | 0, (other + inner) | 0, (other + 2 * inner) | 0, (other + 3 * inner) | 0];
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  for (let k = 0; k < inner; k++) {
    const u = x[x0 + k];
    const v = x[x1 + k];
    const w0 = y[y0 + k];
    const w1 = y[y1 + k];
    const w2 = y[y2 + k];
    const w3 = y[y3 + k];
    s00 += u * w0;
    s01 += u * w1;
    s02 += u * w2;
    s03 += u * w3;
    s10 += v * w0;
    s11 += v * w1;
    s12 += v * w2;
    s13 += v * w3;
  }
  z[to] += s00;
  z[to + 1] += s01;
  z[to + 2] += s02;
  z[to + 3] += s03;
  z[to + columns] += s10;
  z[to + columns + 1] += s11;
  z[to + columns + 2] += s12;
  z[to + columns + 3] += s13;
}

function dot(x: Float64Array, from: number, y: Float64Array, other: number, inner: number): number {
  const [left, right] = [from | 0, other | 0];
  let sum = 0;
  for (let k = 0; k < inner; k++) sum += x[left + k] * y[right + k];
  return sum;
}
