import type { Runtime } from "@tiny-cats/core/node";
import type { Shapes } from "../inputs/input-spec.ts";
import type { BenchmarkOptions, BenchmarkProgress, RawBenchmark } from "../subject/benchmark-subject.ts";

/** What a process is to measure. Survives structured cloning. */
export type Job = { options: Omit<BenchmarkOptions, "signal" | "onProgress">; threads: number } & (
  | { kind: "graph"; path: string; runtime: Runtime; provider: string; shapes: Shapes; seed: number }
  | { kind: "classifier"; path: string; picture: Uint8Array }
  | { kind: "generator"; path: string; seed: number; steps?: number }
);

/** What a measuring process says. */
export type Told =
  | { kind: "progress"; progress: BenchmarkProgress }
  | { kind: "done"; raw: RawBenchmark }
  | { kind: "failed"; error: { message: string; code?: string; value?: unknown; remedy?: string } };
