/** Running statistics of absolute differences between numbers. */
export interface OutputGap {
  add(expected: ArrayLike<number>, found: ArrayLike<number>): void;
  result(): {
    readonly max_difference: number;
    readonly mean_difference: number;
    readonly std_difference: number;
    readonly relative_error: number;
  };
}

/** Statistics without a number so far. */
export function outputGap(): OutputGap {
  let [count, sum, squares, size, largest] = [0, 0, 0, 0, 0];
  return {
    add(expected, found) {
      for (let i = 0; i < expected.length; i++) {
        const gap = Math.abs(found[i] - expected[i]);
        // NaN too is the largest there can be.
        if (!(gap <= largest)) largest = Number.isFinite(gap) ? gap : Number.MAX_VALUE;
        sum += gap;
        squares += gap * gap;
        size += expected[i] ** 2;
      }
      count += expected.length;
    },
    result() {
      const finite = (value: number) => (Number.isFinite(value) ? value : Number.MAX_VALUE);
      const mean = sum / count;
      return {
        max_difference: largest,
        mean_difference: finite(mean),
        std_difference: finite(Math.sqrt(Math.max(0, squares / count - mean * mean))),
        relative_error: finite(Math.sqrt(size === 0 ? squares : squares / size)),
      };
    },
  };
}
