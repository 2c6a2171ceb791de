import { join } from "node:path";
import { benchmarkClassifier, benchmarkGenerator, benchmarkModel } from "@tiny-cats/bench/node";
import { contextOf } from "@tiny-cats/eval/node";
import { readJsonBounded } from "@tiny-cats/files";
import type { BenchmarkReport } from "@tiny-cats/schema";
import type { ModelKind } from "../model-kind.ts";
import type { Prepared, PreparedModel } from "../prepared.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { documentText, writeIfChanged } from "./write-if-changed.ts";

/** Enough for a 95th percentile that holds, in seconds rather than minutes. */
const RUNS = {
  classifier: { warmup: 5, runs: 50, batches: [1, 4, 8], enoughMs: 500 },
  generator: { warmup: 1, runs: 20, batches: [1, 4], enoughMs: 500 },
  language: { warmup: 5, runs: 50, batches: [1, 4], enoughMs: 500 },
} as const;

/** Tokens that a language model is given in one call, where it takes as many. */
const TOKENS = 64;

/** Benchmarks the graph that is published, in a process of its own, and writes the report. @throws what the benchmarks throw */
export async function measureBenchmark(
  { folder }: Prepared,
  { model, path }: { model: PreparedModel; path: string },
  options: MeasureOptions,
): Promise<{ unmeasured?: string }> {
  if (options.skipBenchmark) return { unmeasured: "no report was found, and the benchmark was left out" };
  const { command, seed, signal, onProgress } = options;
  const report = await BENCHMARK[model.kind](join(folder, model.graph.path), {
    ...RUNS[model.kind],
    ...options.benchmark,
    command,
    ...(seed !== undefined && { seed }),
    ...(signal && { signal }),
    onProgress: ({ stage, done, total }) =>
      onProgress?.({ stage: "measure", what: `benchmarking the ${model.kind}: ${stage}`, done, total }),
    ...(model.kind === "language" && { shapes: await openSides(join(folder, model.folder), model) }),
  });
  await writeIfChanged(join(folder, path), documentText(report), { ...(signal && { signal }) });
  return {};
}

type Benchmark = (graph: string, options: Parameters<typeof benchmarkModel>[1]) => Promise<BenchmarkReport>;

const BENCHMARK: Readonly<Record<ModelKind, Benchmark>> = {
  classifier: benchmarkClassifier,
  generator: benchmarkGenerator,
  language: benchmarkModel,
};

/** A length for every side but the batch that a language model's graph leaves open: no more tokens than the model has positions for. */
async function openSides(folder: string, { manifest }: PreparedModel): Promise<Record<string, (number | string)[]>> {
  const config = await readJsonBounded(join(folder, "config.json"), { maxBytes: 1 << 20 }).catch(() => undefined);
  const tokens = Math.min(TOKENS, contextOf(config) ?? TOKENS);
  return Object.fromEntries(
    manifest.inputs.map(({ name, shape }) => [
      name,
      shape.map((side, axis) => (typeof side === "number" ? side : axis === 0 ? 1 : tokens)),
    ]),
  );
}
