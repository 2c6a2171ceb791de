import { loadGenerator, type ModelSource } from "@tiny-cats/core/web";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { generatorSubject } from "../subject/generator-subject.ts";
import { measureInPage, type WebBenchmarkOptions } from "./measure-in-page.ts";
import { readGraph } from "./read-graph.ts";

export interface GeneratorBenchmarkOptions extends WebBenchmarkOptions {
  /** Steps of the solver; the model's own unless told. */
  steps?: number;
}

const [WARMUP, RUNS, BATCHES] = [1, 20, [1, 4, 8]];

/**
 * Benchmarks a generator in a browser from a seed to a picture, with the steps of its solver as a stage. 1 call for warm-up, 20 counted
 * and batches of 1, 4 and 8 unless told otherwise.
 *
 * Throws what benchmarkModel and loadGenerator throw.
 */
export async function benchmarkGenerator(
  source: ModelSource,
  options: GeneratorBenchmarkOptions,
): Promise<BenchmarkReport> {
  const { seed = 0, steps, signal } = options;
  const { model } = await readGraph(source, { ...(signal && { signal }) });
  const { warmup = WARMUP, runs = RUNS, batches = BATCHES } = options;
  return measureInPage(
    ({ pool, device, threads }) =>
      generatorSubject(({ signal }) => loadGenerator(source, { pool, device, threads, ...(signal && { signal }) }), {
        seed,
        ...(steps !== undefined && { steps }),
      }),
    { ...options, warmup, runs, batches },
    { kind: "generator", model, seed },
  );
}
