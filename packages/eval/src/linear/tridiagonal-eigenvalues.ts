import { TinyCatsError } from "@tiny-cats/schema/errors";

const MOST_ROUNDS = 60;

/**
 * The eigenvalues of a symmetric tridiagonal matrix, each to a rounding error of the largest, in no order.
 *
 * Method: QL with implicit shifts (Dubrulle, Martin and Wilkinson 1968, as EISPACK's imtql1).
 * @param diagonal n numbers, overwritten by the answer.
 * @param beside the n - 1 numbers beside it.
 * @throws TinyCatsError "no-convergence"
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const d = diagonal;
  const size = d.length;
  const e = new Float64Array(size);
  e.set(beside);
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(d[i]), Math.abs(e[i]));
  const negligible = largest * 2 ** -53;
  for (let l = 0; l < size; l++) {
    for (let round = 0; ; round++) {
      let m = l;
      while (m < size - 1 && Math.abs(e[m]) > negligible) m++;
      if (m === l) break;
      if (round === MOST_ROUNDS || !Number.isFinite(largest))
        throw new TinyCatsError("no-convergence", "the eigenvalues of the features' covariances can't be found", {
          value: size,
          remedy: "scale the features: their squares overflow",
        });
      sweep(d, e, l, m);
    }
  }
  return d;
}

function sweep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.sqrt(half * half + 1);
  let g = d[m] - d[l] + e[l] / (half + (half < 0 ? -root : root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}
