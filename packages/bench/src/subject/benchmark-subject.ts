import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkCount } from "../engine/check-count.ts";
import { checkTimer } from "../engine/check-timer.ts";
import { type Clock, performanceClock } from "../engine/clock.ts";
import { measureLatency } from "../engine/measure-latency.ts";
import { timerResolution } from "../engine/timer-resolution.ts";
import type { InputSpec } from "../inputs/input-spec.ts";
import { summarize } from "../statistics/summarize.ts";
import { measureBatches } from "./measure-batches.ts";
import type { LoadedSubject, Subject } from "./subject.ts";

/** How much is measured. */
export interface BenchmarkOptions {
  /** Calls before any is counted; 10 unless told. */
  warmup?: number;
  /** Calls that are counted; 100 unless told. */
  runs?: number;
  /** Items in the calls whose latency is measured; 1 unless told, or what the graph is made for. */
  batchSize?: number;
  /** Batch sizes whose throughput is measured; 1, 4, 8, 16 and 32 unless told. */
  batches?: readonly number[];
  /** Milliseconds of calls for each of them; 2000 unless told. */
  enoughMs?: number;
  signal?: AbortSignal;
  onProgress?: (progress: BenchmarkProgress) => void;
}

/** How far a benchmark is. */
export interface BenchmarkProgress {
  stage: "load" | "warmup" | "runs" | "stages" | "throughput";
  done: number;
  total: number;
}

/** Reads the memory of the process that the subject runs in. */
export interface MemoryReader {
  /** Resident bytes now, and at most so far. */
  read(): { resident: number; peak: number };
}

/** What was measured, before it is a report. Survives structured cloning. */
export interface RawBenchmark {
  runtime: string;
  batchSize: number;
  warmup: number;
  inputs?: InputSpec[];
  loadMs: number;
  firstCallMs: number;
  samples: number[];
  /** Samples of stages by name. */
  stages: Record<string, number[]>;
  timerResolution: number;
  warnings: string[];
  throughput: { batch: number; perSecond: number | null; runs: number; reason?: string }[];
  /** In bytes: the process before loading, after the first call, and at most until latency was measured and until the end. */
  memory?: { before: number; loaded: number; peak: number; peakOfAll: number };
}

const DEFAULT_BATCHES = [1, 4, 8, 16, 32];

/**
 * Measures a subject: loading, the first call, and then warm ones apart; stages alone; throughput by batch.
 *
 * Throws TinyCatsError "invalid-bench-option", "timer-too-coarse", the signal's reason, and what the subject throws.
 */
export async function benchmarkSubject(
  subject: Subject,
  options: BenchmarkOptions,
  { clock = performanceClock, memory }: { clock?: Clock; memory?: MemoryReader } = {},
): Promise<RawBenchmark> {
  const { warmup = 10, runs = 100, batches = DEFAULT_BATCHES, enoughMs = 2000, signal, onProgress } = options;
  checkCount("warmup", warmup, 0);
  checkCount("runs", runs, 1);
  for (const batch of [options.batchSize ?? 1, ...batches]) checkCount("batch size", batch, 1);
  signal?.throwIfAborted();
  onProgress?.({ stage: "load", done: 0, total: 1 });
  const before = memory?.read().resident ?? 0;
  const start = clock.now();
  const loaded = await subject.load({ signal });
  const loadMs = clock.now() - start;
  try {
    onProgress?.({ stage: "load", done: 1, total: 1 });
    const batchSize = chooseBatch(options.batchSize, loaded.fixedBatch);
    const first = await loaded.make(batchSize);
    const firstStart = clock.now();
    await loaded.call(first, () => undefined);
    const firstCallMs = clock.now() - firstStart;
    const afterFirst = memory?.read().resident ?? 0;
    const resolution = timerResolution(clock);
    const stages: Record<string, number[]> = {};
    let counted = warmup === 0;
    const samples = await measureLatency(
      (input) =>
        loaded.call(input, (stage, ms) => {
          if (!counted) return;
          stages[stage] ??= [];
          stages[stage].push(ms);
        }),
      {
        warmup,
        runs,
        prepare: () => loaded.make(batchSize),
        clock,
        signal,
        onProgress(progress) {
          if (progress.stage === "warmup") counted = progress.done === progress.total;
          onProgress?.(progress);
        },
      },
    );
    const warnings = checkTimer(resolution, summarize(samples).p50);
    const { peak } = memory?.read() ?? { peak: 0 };
    Object.assign(stages, await measureParts(loaded, { warmup, runs, clock, signal, onProgress }));
    const sizes = [...new Set(batches)].sort((a, b) => a - b);
    const known = { batch: batchSize, samples };
    const report = (done: number) => onProgress?.({ stage: "throughput", done, total: sizes.length });
    const throughput = await measureBatches(loaded, sizes, { known, warmup, runs, enoughMs, clock, signal, report });
    return {
      runtime: loaded.runtime,
      batchSize,
      warmup,
      ...(loaded.describe && { inputs: loaded.describe(batchSize) }),
      loadMs,
      firstCallMs,
      samples,
      stages,
      timerResolution: resolution,
      warnings,
      throughput,
      ...(memory && { memory: { before, loaded: afterFirst, peak, peakOfAll: memory.read().peak } }),
    };
  } finally {
    await loaded.dispose();
  }
}

function chooseBatch(asked: number | undefined, fixed: number | undefined): number {
  if (asked === undefined || fixed === undefined || asked === fixed) return asked ?? fixed ?? 1;
  throw new TinyCatsError("invalid-bench-option", `the graph is made for batches of ${fixed}, not of ${asked}`, {
    value: asked,
    remedy: "leave the batch size out, or give a graph with a batch axis",
  });
}

async function measureParts(
  { parts }: LoadedSubject,
  options: { warmup: number; runs: number; clock: Clock } & Pick<BenchmarkOptions, "signal" | "onProgress">,
): Promise<Record<string, number[]>> {
  const { warmup, runs, clock, signal, onProgress } = options;
  const measured: Record<string, number[]> = {};
  const entries = Object.entries((await parts?.()) ?? {});
  for (const [place, [name, { prepare, call }]] of entries.entries()) {
    measured[name] = await measureLatency(call, { warmup, runs, prepare, clock, signal });
    onProgress?.({ stage: "stages", done: place + 1, total: entries.length });
  }
  return measured;
}
