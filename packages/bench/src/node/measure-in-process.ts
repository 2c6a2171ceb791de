import { availableParallelism } from "node:os";
import { describeMachine } from "@tiny-cats/core/node";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { checkCount } from "../engine/check-count.ts";
import { makeReport, type ReportFacts } from "../report/make-report.ts";
import type { BenchmarkOptions } from "../subject/benchmark-subject.ts";
import type { FoundGraph } from "./find-graph.ts";
import type { Job } from "./job.ts";
import { loadAverage } from "./load-average.ts";
import { runInChild } from "./run-in-child.ts";

/** What every benchmark in Node may be told. */
export interface NodeBenchmarkOptions extends BenchmarkOptions {
  /** How the benchmark was asked for: a command line, or the call. It goes into the report as it is. */
  command: string;
  /** Threads of a run; as many as the machine runs at once unless told. */
  threads?: number;
  /** Seed of whatever is made up; 0 unless told. */
  seed?: number;
}

/** The parts of a job that its kind adds. */
export type JobFor<K extends Job["kind"]> = Omit<Extract<Job, { kind: K }>, "options" | "threads" | "path" | "kind">;

/** Measures a model in a process of its own, and reports. */
export async function measureInProcess<K extends Job["kind"]>(
  kind: K,
  graph: FoundGraph,
  options: NodeBenchmarkOptions,
  { job, ...facts }: { job: JobFor<K>; seed: number | null } & Pick<ReportFacts, "details" | "keys">,
): Promise<BenchmarkReport> {
  const {
    command,
    threads = availableParallelism(),
    signal,
    onProgress,
    warmup,
    runs,
    batchSize,
    batches,
    enoughMs,
  } = options;
  checkCount("threads", threads, 1);
  const before = loadAverage();
  const raw = await runInChild(
    {
      ...job,
      kind,
      path: graph.path,
      threads,
      options: {
        ...(warmup !== undefined && { warmup }),
        ...(runs !== undefined && { runs }),
        ...(batchSize !== undefined && { batchSize }),
        ...(batches !== undefined && { batches: [...batches] }),
        ...(enoughMs !== undefined && { enoughMs }),
      },
    } as unknown as Job,
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  const after = loadAverage();
  const wasm = raw.runtime.endsWith("(wasm)");
  const warnings = busy(before, threads);
  return makeReport(raw, {
    kind,
    model: graph,
    seed: facts.seed,
    threads: wasm ? 1 : threads,
    reasons: {},
    hardware: describeMachine(),
    versions: { node: process.versions.node },
    ...(before && after && { loadAverage: { before, after } }),
    command,
    date: new Date(),
    warnings,
    ...(facts.keys && { keys: facts.keys }),
    details: { ...(graph.external.length > 0 && { external_data: graph.external }), ...facts.details },
  });
}

/** A machine that has as much to do as it has processors, before anything is measured, is worth a warning. */
function busy(before: number[] | undefined, threads: number): string[] {
  const cores = availableParallelism();
  if (!before || before[0] + threads <= cores + 0.5) return [];
  return [`the load average before was ${before[0]} on ${cores} cores: other work may have slowed the runs`];
}
