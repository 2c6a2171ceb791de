import type { ModelSource } from "@tiny-cats/core/node";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { foundPipeline } from "./found-pipeline.ts";
import { measureInProcess, type NodeBenchmarkOptions } from "./measure-in-process.ts";

export interface GeneratorBenchmarkOptions extends NodeBenchmarkOptions {
  /** Steps of the solver; the model's own unless told. */
  steps?: number;
}

const [WARMUP, RUNS, BATCHES] = [1, 20, [1, 4, 8]];

/**
 * Benchmarks a generator from a seed to a picture, in a process of its own, drawn as its manifest says, with the steps of the solver
 * as a stage. A picture takes long: 1 call for warm-up, 20 counted and batches of 1, 4 and 8 unless told otherwise.
 *
 * Throws what benchmarkModel and loadGenerator throw, and "wrong-model".
 */
export async function benchmarkGenerator(
  source: ModelSource,
  options: GeneratorBenchmarkOptions,
): Promise<BenchmarkReport> {
  const { seed = 0, steps, signal } = options;
  const { graph, manifest } = await foundPipeline(source, "class-conditional-image-generation", {
    ...(signal && { signal }),
  });
  const { sampler, image_size } = manifest.generation;
  return measureInProcess(
    "generator",
    graph,
    { ...options, warmup: options.warmup ?? WARMUP, runs: options.runs ?? RUNS, batches: options.batches ?? BATCHES },
    {
      job: { seed, ...(steps !== undefined && { steps }) },
      seed,
      details: { image_size },
      keys: { sampler: { ...sampler, steps: steps ?? sampler.steps } },
    },
  );
}
