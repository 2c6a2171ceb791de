import type { Clock } from "../engine/clock.ts";
import { measureThroughput, perSecond } from "../engine/measure-throughput.ts";
import type { RawBenchmark } from "./benchmark-subject.ts";
import type { LoadedSubject } from "./subject.ts";

interface BatchesOptions {
  /** The batch whose samples there are already. */
  known: { batch: number; samples: readonly number[] };
  warmup: number;
  runs: number;
  enoughMs: number;
  clock: Clock;
  signal?: AbortSignal;
  report(done: number): void;
}

/** The throughput of each batch size, or why there is none. */
export async function measureBatches(
  loaded: LoadedSubject,
  sizes: readonly number[],
  { known, warmup, runs, enoughMs, clock, signal, report }: BatchesOptions,
): Promise<RawBenchmark["throughput"]> {
  const { fixedBatch } = loaded;
  const found: RawBenchmark["throughput"] = [];
  for (const [place, batch] of sizes.entries()) {
    signal?.throwIfAborted();
    if (batch === known.batch) {
      found.push({ batch, perSecond: perSecond(batch, known.samples), runs: known.samples.length });
    } else if (fixedBatch !== undefined) {
      found.push({ batch, perSecond: null, runs: 0, reason: `the graph is made for batches of ${fixedBatch}` });
    } else {
      try {
        const { perSecond, samples } = await measureThroughput(
          (input: unknown) => loaded.call(input, () => undefined),
          {
            batch,
            warmup: Math.min(warmup, 2),
            enoughMs,
            minRuns: Math.min(runs, 3),
            maxRuns: runs,
            prepare: () => loaded.make(batch),
            clock,
            signal,
          },
        );
        found.push({ batch, perSecond, runs: samples.length });
      } catch (error) {
        signal?.throwIfAborted();
        const [what] = String((error as Error)?.message ?? error).split("\n");
        found.push({ batch, perSecond: null, runs: 0, reason: `a batch of ${batch} failed: ${what}` });
      }
    }
    report(place + 1);
  }
  return found;
}
