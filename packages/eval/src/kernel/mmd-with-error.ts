import { jackknifeVariance } from "../sampling/jackknife-variance.ts";
import type { KernelSums } from "./kernel-sums.ts";
import { unbiasedMmd } from "./unbiased-mmd.ts";

/**
 * The unbiased squared discrepancy of two whole sets, and its standard error by the jackknife: each picture of each set left out once (Efron and Stein
 * 1981; Arvesen 1969 for two samples).
 */
export function mmdWithError({ ofA, ofB, across, down }: KernelSums): { value: number; error: number } {
  const [m, n] = [ofA.length, ofB.length];
  const [withinA, withinB, between] = [ofA, ofB, across].map((sums) => sums.reduce((all, one) => all + one, 0));
  const value = unbiasedMmd({ withinA, withinB, between }, m, n);
  const withoutA = ofA.map((one, i) =>
    unbiasedMmd({ withinA: withinA - 2 * one, withinB, between: between - across[i] }, m - 1, n),
  );
  const withoutB = ofB.map((one, j) =>
    unbiasedMmd({ withinA, withinB: withinB - 2 * one, between: between - down[j] }, m, n - 1),
  );
  return { value, error: Math.sqrt(jackknifeVariance(withoutA) + jackknifeVariance(withoutB)) };
}
