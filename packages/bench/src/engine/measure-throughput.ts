import { checkCount } from "./check-count.ts";
import { type Clock, performanceClock } from "./clock.ts";
import { timeCall } from "./time-call.ts";
import { createTurns } from "./turns.ts";

export interface ThroughputOptions<T> {
  /** Items in a call. */
  batch: number;
  /** Calls before any is counted; 2 unless told. */
  warmup?: number;
  /** Milliseconds of counted calls after which there are enough of them; 2000 unless told. */
  enoughMs?: number;
  /** The fewest and the most counted calls; 3 and 100 unless told. */
  minRuns?: number;
  maxRuns?: number;
  /** Makes a call's input; never timed. */
  prepare?: () => T | Promise<T>;
  clock?: Clock;
  signal?: AbortSignal;
}

/** How many items a second, and how that was found. */
export interface Throughput {
  perSecond: number;
  samples: number[];
}

/** Items a second in batches: the items of all counted calls over the time within calls. Throws what measureLatency throws. */
export async function measureThroughput<T = undefined>(
  call: (input: T) => unknown,
  options: ThroughputOptions<T>,
): Promise<Throughput> {
  const { batch, warmup = 2, enoughMs = 2000, minRuns = 3, maxRuns = 100 } = options;
  const { prepare, clock = performanceClock, signal } = options;
  checkCount("batch", batch, 1);
  checkCount("warmup", warmup, 0);
  checkCount("minRuns", minRuns, 1);
  checkCount("maxRuns", maxRuns, minRuns);
  const turn = createTurns(clock, signal);
  const samples: number[] = [];
  let spent = 0;
  for (let i = -warmup; i < minRuns || (i < maxRuns && spent < enoughMs); i++) {
    await turn();
    const ms = await timeCall(call, (await prepare?.()) as T, clock);
    if (i < 0) continue;
    samples.push(ms);
    spent += ms;
  }
  signal?.throwIfAborted();
  return { perSecond: perSecond(batch, samples), samples };
}

/** Items a second, from the milliseconds of calls of `batch` items. */
export function perSecond(batch: number, samples: readonly number[]): number {
  return (batch * samples.length * 1000) / samples.reduce((sum, ms) => sum + ms, 0);
}
