import type { FidResults } from "../documents/fid-results.ts";
import type { InceptionScore } from "../documents/inception-score.ts";
import type { InferenceLatency } from "../documents/inference-latency.ts";
import type { MemoryUsage } from "../documents/memory-usage.ts";
import { hash } from "./hash.ts";
import { measured } from "./valid-measured.ts";

const evaluation = { measured, source: { file: "evaluation/evaluation_report.json", sha256: hash("5") } };
const benchmark = { measured, source: { file: "benchmarks/benchmark_report.json", sha256: hash("6") } };

export const fidResults: FidResults = {
  schema: "tiny-cats/fid-results",
  version: 1,
  ...evaluation,
  fid: 38.5,
  intervals: { fid: { level: 0.95, low: 36, high: 41 } },
  inception: { name: "FID Inception", sha256: hash("7") },
  not_measured: {},
};

export const inceptionScore: InceptionScore = {
  schema: "tiny-cats/inception-score",
  version: 1,
  ...evaluation,
  inception_score: null,
  not_measured: { inception_score: "the FID Inception was not given" },
};

export const inferenceLatency: InferenceLatency = {
  schema: "tiny-cats/inference-latency",
  version: 1,
  models: [
    {
      ...benchmark,
      ...{ kind: "classifier", provider: "cpu", threads: 2, batch_size: 1, load_ms: 120, first_call_ms: null },
      latency_ms: { p50: 10, p90: 14, p95: 14, p99: 14, mean: 11, std: 1.87, min: 9, max: 14 },
      not_measured: { first_call_ms: "the graph was warm" },
    },
  ],
};

export const memoryUsage: MemoryUsage = {
  schema: "tiny-cats/memory-usage",
  version: 1,
  models: [{ ...benchmark, memory: { peak_memory_mb: 310 }, not_measured: {} }],
};
