import { quantile } from "@tiny-cats/core";
import { checkSamples } from "./check-samples.ts";

/** One bar of a histogram: samples from `from` up to but not including `to`, which the last bar includes. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/**
 * Counts samples in bins of equal width from the smallest to the 99th percentile, or the upper outer fence (Tukey: three quartile
 * distances past the third) where that is less; what lies above is in a last bin of its own, so that a slow call does not press all
 * others into a single bar.
 *
 * @throws TinyCatsError "invalid-samples"
 */
export function histogram(samples: readonly number[], { bins = 12 } = {}): Bin[] {
  const ascending = checkSamples(samples).sort();
  const [min, max] = [ascending[0], ascending[ascending.length - 1]];
  const [lower, upper] = [quantile(ascending, 0.25), quantile(ascending, 0.75)];
  const fence = upper + 3 * (upper - lower);
  const top = Math.min(quantile(ascending, 0.99), fence > min ? fence : max);
  if (top === min) return tail([{ from: min, to: top, count: 0 }], ascending, max);
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? top : min + ((top - min) * i) / bins));
  const made = edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1], count: 0 }));
  return tail(made, ascending, max);
}

function tail(bins: Bin[], ascending: Float64Array, max: number): Bin[] {
  const top = bins[bins.length - 1].to;
  let above = 0;
  for (const value of ascending) {
    if (value > top) above++;
    else (bins.find(({ to }) => value < to) ?? bins[bins.length - 1]).count++;
  }
  return above > 0 ? [...bins, { from: top, to: max, count: above }] : bins;
}
