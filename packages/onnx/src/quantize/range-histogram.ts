import type { ValueRange } from "./value-range.ts";

/** Bins on either side of 0. */
const BINS = 4096;
/** The power of two of the narrowest bins: their reciprocal is still finite. */
const FINEST = -1000;

/** Counts of numbers in bins of one width about 0; the width, a power of two, doubles as larger numbers come. */
export interface RangeHistogram {
  add(values: ArrayLike<number>): void;
  /** The range that leaves out (100 - percentile) / 2 per cent of the numbers on either side, to the width of a bin, within what was seen. */
  percentile(percentile: number): ValueRange;
}

/** An empty histogram. The same numbers in any order and any pieces give the same counts. */
export function rangeHistogram(): RangeHistogram {
  let counts = new Float64Array(2 * BINS);
  let exponent = FINEST;
  let total = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;

  /** Makes bins so wide that they hold a number of this size. */
  function widen(size: number): void {
    const needed = Math.max(FINEST, Math.floor(Math.log2(size)) + 1 - Math.log2(BINS));
    if (needed <= exponent) return;
    const merged = new Float64Array(2 * BINS);
    const factor = 2 ** (needed - exponent);
    counts.forEach((count, bin) => {
      if (count > 0) merged[Math.floor((bin - BINS) / factor) + BINS] += count;
    });
    counts = merged;
    exponent = needed;
  }

  return {
    add(values) {
      let reach = 0;
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (value < min) min = value;
        if (value > max) max = value;
        reach = Math.max(reach, Math.abs(value));
      }
      if (reach > 0) widen(reach);
      const perUnit = 2 ** -exponent;
      for (let i = 0; i < values.length; i++) {
        const bin = Math.floor(values[i] * perUnit) + BINS;
        counts[Math.min(bin, 2 * BINS - 1)]++;
      }
      total += values.length;
    },
    percentile(percentile) {
      const cut = ((100 - percentile) / 200) * total;
      const width = 2 ** exponent;
      const edge = (bins: Iterable<number>) => {
        let passed = 0;
        for (const bin of bins) {
          passed += counts[bin];
          if (passed > cut) return bin - BINS;
        }
        return 0;
      };
      const low = edge(counts.keys()) * width;
      const high = (edge(Array.from(counts.keys()).reverse()) + 1) * width;
      return { min: Math.max(min, low), max: Math.min(max, high) };
    },
  };
}
