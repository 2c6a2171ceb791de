import * as v from "valibot";
import { openObject } from "./open-object.ts";
import { nonNegative, positiveCount, share, text } from "./scalars.ts";

/** Milliseconds. */
export const latency = openObject({
  p50: nonNegative,
  p90: nonNegative,
  p95: nonNegative,
  p99: nonNegative,
  mean: nonNegative,
  std: nonNegative,
  min: nonNegative,
  max: nonNegative,
});

const memory = openObject({
  peak_memory_mb: v.nullable(nonNegative),
  /** What loading and the first call added to the process. */
  session_memory_mb: v.optional(v.nullable(nonNegative)),
  total_memory_mb: v.optional(v.nullable(nonNegative)),
  model_size_mb: v.optional(v.nullable(nonNegative)),
  memory_utilization: v.optional(v.nullable(share)),
  note: v.optional(text),
});

/** What a benchmark measures, and how. */
export const benchmarkMetrics = {
  /** What executed the graph, such as "cpu", "wasm" or "webgpu". */
  provider: text,
  threads: v.nullable(positiveCount),
  latency_ms: latency,
  /** What a call was: a run of the graph alone, or a pipeline, from a picture's file to its answer or from a seed to a picture. */
  kind: v.optional(v.picklist(["graph", "classifier", "generator"])),
  /** Items in each of these calls. */
  batch_size: v.optional(positiveCount),
  load_ms: v.nullable(nonNegative),
  first_call_ms: v.nullable(nonNegative),
  memory: v.nullable(memory),
};
