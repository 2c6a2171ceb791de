import type { BenchmarkReport } from "@tiny-cats/schema";

/** What two benchmarks must have in common to be compared, unless a difference is accepted. */
export const CONDITIONS = ["kind", "batch", "inputs", "hardware", "provider", "threads"] as const;

/** What two benchmarks must have in common to be compared, unless a difference is accepted. */
export type Condition = (typeof CONDITIONS)[number];

/** A condition that is not the same in two benchmarks, in words. */
export interface Difference {
  condition: Condition;
  a: string;
  b: string;
}

const READ: Readonly<Record<Condition, (report: BenchmarkReport) => string>> = {
  kind: ({ kind }) => kind ?? "not told",
  batch: ({ batch_size }) => String(batch_size ?? "not told"),
  inputs: ({ inputs }) =>
    inputs
      ?.map(({ dims }) => `[${dims.join(", ")}]`)
      .sort()
      .join(", ") ?? "not told",
  hardware({ measured: { hardware } }) {
    const { cpu, cores, os } = hardware;
    return `${cpu ?? "a processor that was not told"}, ${cores ?? "unknown"} cores, ${os}`;
  },
  provider: ({ provider }) => provider,
  threads: ({ threads }) => String(threads ?? "not told"),
};

/** In which conditions two benchmarks differ. */
export function findDifferences(a: BenchmarkReport, b: BenchmarkReport): Difference[] {
  return CONDITIONS.map((condition) => ({ condition, a: READ[condition](a), b: READ[condition](b) })).filter(
    (difference) => difference.a !== difference.b,
  );
}
