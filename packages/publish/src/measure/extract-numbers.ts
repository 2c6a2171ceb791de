import {
  type BenchmarkReport,
  type GeneratorEvaluation,
  parseFidResults,
  parseInceptionScore,
  parseInferenceLatency,
  parseMemoryUsage,
} from "@tiny-cats/schema";

/** A report, by its path in the repository and its hash. */
export interface Source<T> {
  path: string;
  sha256: string;
  document: T;
}

/** fid_results.json and inception_score.json: what a generator's evaluation says, null with its reason where the FID Inception did not run. */
export function drawingScores(evaluation: Source<GeneratorEvaluation>) {
  const { measured, fid, inception_score, inception, intervals, not_measured } = evaluation.document;
  const common = (key: string) => ({
    version: 1,
    measured,
    source: sourceOf(evaluation),
    ...(inception && { inception }),
    ...(intervals && key in intervals && { intervals: { [key]: intervals[key] } }),
    not_measured: reasons(not_measured, [key]),
  });
  return {
    fid: parseFidResults({ schema: "tiny-cats/fid-results", ...common("fid"), fid }),
    inceptionScore: parseInceptionScore({
      schema: "tiny-cats/inception-score",
      ...common("inception_score"),
      inception_score,
    }),
  };
}

/** inference_latency.json and memory_usage.json: what the benchmarks of a repository's models say. */
export function benchmarkNumbers(benchmarks: readonly Source<BenchmarkReport>[]) {
  const models = (keys: readonly (keyof BenchmarkReport)[]) =>
    benchmarks.map(({ document, ...source }) => ({
      measured: document.measured,
      source: sourceOf(source),
      ...Object.fromEntries(keys.filter((key) => document[key] !== undefined).map((key) => [key, document[key]])),
      not_measured: reasons(document.not_measured, keys),
    }));
  return {
    latency: parseInferenceLatency({
      schema: "tiny-cats/inference-latency",
      version: 1,
      models: models(["kind", "provider", "threads", "batch_size", "latency_ms", "load_ms", "first_call_ms"]),
    }),
    memory: parseMemoryUsage({ schema: "tiny-cats/memory-usage", version: 1, models: models(["memory"]) }),
  };
}

const sourceOf = ({ path, sha256 }: Omit<Source<unknown>, "document">) => ({ file: path, sha256 });

function reasons(all: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([path]) => keys.includes(path.split(".")[0])));
}
