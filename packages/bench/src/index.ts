export { changesOf } from "./compare/changes-of.ts";
export {
  type Change,
  type ComparedModel,
  type CompareOptions,
  type Comparison,
  compareBenchmarks,
} from "./compare/compare-benchmarks.ts";
export { comparisonMarkdown } from "./compare/comparison-markdown.ts";
export { CONDITIONS, type Condition, type Difference } from "./compare/differences.ts";
export { formatChange } from "./compare/format-change.ts";
export { type Gate, type GateOptions, type GateResult, gateBenchmark } from "./compare/gate-benchmark.ts";
export { verdictSentence } from "./compare/verdict-sentence.ts";
export { type Clock, performanceClock } from "./engine/clock.ts";
export { type CallProgress, type LatencyOptions, measureLatency } from "./engine/measure-latency.ts";
export { measureThroughput, type Throughput, type ThroughputOptions } from "./engine/measure-throughput.ts";
export { timerResolution } from "./engine/timer-resolution.ts";
export type { Shapes } from "./inputs/input-spec.ts";
export { benchmarkMarkdown } from "./report/benchmark-markdown.ts";
export { formatMs } from "./report/format-ms.ts";
export { type Bin, histogram } from "./statistics/histogram.ts";
export { type MedianInterval, medianInterval } from "./statistics/median-interval.ts";
export { type NoiseBand, noiseBand } from "./statistics/noise-band.ts";
export { type LatencySummary, QUANTILE_METHOD, summarize } from "./statistics/summarize.ts";
export type { BenchmarkOptions, BenchmarkProgress } from "./subject/benchmark-subject.ts";
