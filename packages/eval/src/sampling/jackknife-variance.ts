/** The jackknife's variance of a statistic, from its values with each sample, or group of samples, left out once (Efron and Stein 1981). */
export function jackknifeVariance(without: Float64Array): number {
  const n = without.length;
  const mean = without.reduce((all, one) => all + one, 0) / n;
  return ((n - 1) / n) * without.reduce((all, one) => all + (one - mean) ** 2, 0);
}
