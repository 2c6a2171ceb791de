import { tridiagonalEigenvalues } from "./tridiagonal-eigenvalues.ts";

/**
 * The sum of the singular values of an upper bidiagonal matrix, each to a rounding error of the largest.
 *
 * Method: they are the positive eigenvalues of a symmetric tridiagonal matrix twice as large with 0 on its diagonal (Golub and Kahan 1965), so that
 * nothing is squared.
 */
export function bidiagonalNuclearNorm(diagonal: Float64Array, above: Float64Array): number {
  const size = diagonal.length;
  const beside = new Float64Array(2 * size - 1);
  diagonal.forEach((value, i) => {
    beside[2 * i] = value;
  });
  above.forEach((value, i) => {
    beside[2 * i + 1] = value;
  });
  // Reversed: the large numbers, which come first, are where QL wants them last.
  const eigenvalues = tridiagonalEigenvalues(new Float64Array(2 * size), beside.reverse());
  return eigenvalues.reduce((sum, value) => sum + Math.abs(value), 0) / 2;
}
