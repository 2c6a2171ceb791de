import { checkCount } from "./check-count.ts";
import { type Clock, performanceClock } from "./clock.ts";
import { timeCall } from "./time-call.ts";
import { createTurns } from "./turns.ts";

/** How far a measurement is. */
export interface CallProgress {
  /** Calls that are not counted, and calls that are. */
  stage: "warmup" | "runs";
  done: number;
  total: number;
}

export interface LatencyOptions<T> {
  /** Calls before any is counted; 10 unless told. */
  warmup?: number;
  /** Calls that are counted; 100 unless told. */
  runs?: number;
  /** Makes a call's input; never timed. */
  prepare?: () => T | Promise<T>;
  /** What times are read from; `performance.now` unless told. */
  clock?: Clock;
  signal?: AbortSignal;
  onProgress?: (progress: CallProgress) => void;
}

/**
 * Times calls one after another, after a warm-up, and returns every sample in milliseconds, in the order taken. A call that returns
 * a promise lasts until that is kept.
 *
 * Throws TinyCatsError "invalid-bench-option", the signal's reason, and what the call throws.
 */
export async function measureLatency<T = undefined>(
  call: (input: T) => unknown,
  options: LatencyOptions<T> = {},
): Promise<number[]> {
  const { warmup = 10, runs = 100, prepare, clock = performanceClock, signal, onProgress } = options;
  checkCount("warmup", warmup, 0);
  checkCount("runs", runs, 1);
  const turn = createTurns(clock, signal);
  const samples: number[] = [];
  for (const [stage, total] of [
    ["warmup", warmup],
    ["runs", runs],
  ] as const) {
    for (let done = 0; done < total; done++) {
      await turn();
      const ms = await timeCall(call, (await prepare?.()) as T, clock);
      if (stage === "runs") samples.push(ms);
      onProgress?.({ stage, done: done + 1, total });
    }
  }
  signal?.throwIfAborted();
  return samples;
}
