import type { BenchmarkReport } from "@tiny-cats/schema";
import { makeReport, type ReportFacts } from "../report/make-report.ts";
import type { RawBenchmark } from "../subject/benchmark-subject.ts";

/** What a measurement of these samples would give. */
function rawBenchmark(samples: number[], changes: Partial<RawBenchmark> = {}): RawBenchmark {
  return {
    runtime: "onnxruntime-node 1.30.0 (cpu)",
    batchSize: 1,
    warmup: 10,
    inputs: [{ name: "pixel_values", dtype: "float32", dims: [1, 3, 224, 224] }],
    loadMs: 40,
    firstCallMs: 9,
    samples,
    stages: {},
    timerResolution: 0.0001,
    warnings: [],
    throughput: [{ batch: 1, perSecond: 250, runs: samples.length }],
    memory: { before: 50e6, loaded: 90e6, peak: 120e6, peakOfAll: 150e6 },
    ...changes,
  };
}

export const facts: ReportFacts = {
  kind: "graph",
  model: { name: "a-model", file: "onnx/model.onnx", sha256: "a".repeat(64), bytes: 8e6 },
  seed: 0,
  threads: 2,
  reasons: {},
  hardware: { cpu: "Some CPU", cores: 2, memory_bytes: 16e9, os: "Linux 6.1 x64" },
  versions: { node: "24.21.0" },
  command: "tiny-cats bench model.onnx",
  date: new Date("2026-11-22T10:00:00Z"),
};

/** A report of these samples. */
export function benchmark(
  samples: number[],
  { raw = {}, ...changes }: Partial<ReportFacts> & { raw?: Partial<RawBenchmark> } = {},
): BenchmarkReport {
  return makeReport(rawBenchmark(samples, raw), { ...facts, ...changes });
}
