import type { Change, Comparison } from "./compare-benchmarks.ts";

/** Every change of a comparison, with what it is of. */
export function changesOf(comparison: Comparison): [name: string, change: Change][] {
  const { latency_ms, throughput, load_ms, first_call_ms, peak_memory_mb, total_size_mb } = comparison;
  const all: [string, Change | null][] = [
    ...Object.entries(latency_ms).map(([key, change]): [string, Change] => [`${key} ms`, change]),
    ...Object.entries(throughput).map(([batch, change]): [string, Change] => [`images/s, batch ${batch}`, change]),
    ["load ms", load_ms],
    ["first call ms", first_call_ms],
    ["peak memory MB", peak_memory_mb],
    ["model MB", total_size_mb],
  ];
  return all.filter((entry): entry is [string, Change] => entry[1] !== null);
}
