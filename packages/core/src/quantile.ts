/**
 * The quantile of ascending numbers at `share` (0 to 1), interpolated linearly between the two nearest: type 7 of Hyndman and Fan,
 * "Sample Quantiles in Statistical Packages" (1996), which is NumPy's default.
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const place = (ascending.length - 1) * share;
  const below = Math.floor(place);
  const low = ascending[below];
  const high = ascending[Math.min(below + 1, ascending.length - 1)];
  return low + (high - low) * (place - below);
}
