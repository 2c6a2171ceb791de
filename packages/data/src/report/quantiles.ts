import type { DataReport } from "@tiny-cats/schema";

type Quantiles = NonNullable<DataReport["sizes"]>["width"];

/** Quantiles of numbers, at least one, linear between the two nearest (Hyndman and Fan, 1996, type 7; numpy's default). */
export function quantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (next - sorted[below]);
  };
  return { min: at(0), p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), max: at(1) };
}
