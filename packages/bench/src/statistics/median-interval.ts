import { checkSamples } from "./check-samples.ts";

/** Where the median lies, as far as samples tell. */
export interface MedianInterval {
  low: number;
  high: number;
  /** How probable it is that an interval made so holds the median; below what was asked for where samples are too few. */
  coverage: number;
}

/**
 * The interval of a median by order statistics, without any assumption on the distribution: between the l-th smallest and the
 * l-th largest sample, l as large as a binomial distribution allows (David and Nagaraja, "Order Statistics", section 7.1).
 *
 * @throws TinyCatsError "invalid-samples"
 */
export function medianInterval(samples: readonly number[], { level = 0.95 } = {}): MedianInterval {
  const ascending = checkSamples(samples).sort();
  const n = ascending.length;
  let place = 0;
  let coverage = Number.NaN;
  // log C(n, k) / 2^n, summed up: 2^-n itself underflows from n = 1075 on.
  let term = -n * Math.LN2;
  let below = Math.exp(term);
  for (let k = 0; k < n / 2; k++) {
    const next = 1 - 2 * below;
    if (k > 0 && next < level) break;
    place = k;
    coverage = next;
    term += Math.log((n - k) / (k + 1));
    below += Math.exp(term);
  }
  return { low: ascending[place], high: ascending[n - 1 - place], coverage: Math.max(0, coverage) };
}
