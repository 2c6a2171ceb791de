/** The largest difference over the largest number expected; infinite where a number is none, or their counts differ. */
export function largestGap(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const own = Math.abs(Number(found[i]) - expected[i]);
    if (!(own <= difference)) difference = Number.isFinite(own) ? own : Number.POSITIVE_INFINITY;
    size = Math.max(size, Math.abs(expected[i]));
  }
  // All zeros are compared as they are.
  return difference / (size || 1);
}
