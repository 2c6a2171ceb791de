/** Sums over ordered pairs of kernels within two sets of m and n pictures, and between them. */
export interface KernelTotals {
  withinA: number;
  withinB: number;
  between: number;
}

/** The unbiased estimate of the squared maximum mean discrepancy (Gretton et al. 2012, lemma 6); it may be below 0. */
export function unbiasedMmd({ withinA, withinB, between }: KernelTotals, m: number, n: number): number {
  return withinA / (m * (m - 1)) + withinB / (n * (n - 1)) - (2 * between) / (m * n);
}
