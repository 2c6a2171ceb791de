import type { Runtime, WorkerPool } from "@tiny-cats/core/node";
import { type InputValues, type Model, writeModel } from "@tiny-cats/onnx";
import type { QuantizationReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { toFeeds } from "./model-runner.ts";

const WARM_UP = 5;

type Latency = NonNullable<QuantizationReport["latency"]>[number];

export interface MeasureLatencyOptions {
  readonly runs: number;
  readonly runtimes: readonly Runtime[];
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onRun?: (done: number, total: number) => void;
}

/** Times single runs of two models in turn, so that what else the machine does meets both. A runtime that is not there is left out. */
export async function measureLatency(
  models: readonly [original: Model, quantized: Model],
  inputs: InputValues,
  pool: WorkerPool,
  { runs, runtimes, threads, signal, onRun }: MeasureLatencyOptions,
): Promise<Latency[]> {
  const found: Latency[] = [];
  for (const [place, runtime] of runtimes.entries()) {
    const used = runtime === "onnxruntime-node" ? threads : 1;
    const load = (model: Model) =>
      pool.load(writeModel(model), { runtimes: [runtime], threads: used, ...(signal && { signal }) });
    const first = await load(models[0]).catch((error) => {
      if (isTinyCatsError(error) && error.code === "no-runtime") return undefined;
      throw error;
    });
    if (!first) continue;
    await using original = first;
    await using quantized = await load(models[1]);
    const samples: [number[], number[]] = [[], []];
    for (let i = -WARM_UP; i < runs; i++) {
      for (const [which, session] of [original, quantized].entries()) {
        const feeds = toFeeds(inputs);
        const start = performance.now();
        await session.run(feeds, signal ? { signal } : {});
        if (i >= 0) samples[which].push(performance.now() - start);
      }
      if (i >= 0) onRun?.(place * runs + i + 1, runtimes.length * runs);
    }
    const [a, b] = samples.map(statistics);
    const batch = Object.values(inputs)[0].shape[0];
    found.push({
      ...{ runtime: original.runtime, threads: used, batch, runs },
      ...{ original_ms: a, quantized_ms: b, delta_ms: b.p50 - a.p50 },
    });
  }
  return found;
}

/** Percentiles by nearest rank. */
function statistics(samples: readonly number[]) {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), mean };
}
