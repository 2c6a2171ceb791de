import type { Comparison } from "./compare-benchmarks.ts";
import { formatChange } from "./format-change.ts";

/** The verdict of a comparison, as a sentence. */
export function verdictSentence({ verdict, p50 }: Comparison): string {
  if (verdict === "within-noise") return `No difference beyond the noise (${formatChange(p50.change)} of the median).`;
  return `b is ${verdict}: ${formatChange(p50.change)} of the median.`;
}
