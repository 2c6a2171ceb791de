import type { Runtime } from "@tiny-cats/core/node";
import type { BenchmarkReport } from "@tiny-cats/schema";
import type { Shapes } from "../inputs/input-spec.ts";
import { findGraph } from "./find-graph.ts";
import { measureInProcess, type NodeBenchmarkOptions } from "./measure-in-process.ts";

export interface ModelBenchmarkOptions extends NodeBenchmarkOptions {
  /** "onnxruntime-node" unless told. */
  runtime?: Runtime;
  /** What the graph runs on: "cpu" unless told, "wasm" for onnxruntime-web. No other is taken in its place. */
  provider?: string;
  /** Which graph of a folder, by what its weights are stored in. */
  dtype?: string;
  /** Sides of inputs that the graph leaves open, by the input's name. */
  shapes?: Shapes;
}

/**
 * Benchmarks the runs of any ONNX graph in a process of its own. Inputs are made from the types and shapes that the graph declares, and
 * are never timed; loading is from a file that was just read for its hash.
 *
 * Throws TinyCatsError "model-not-found", "invalid-bench-option", "shape-needed", "invalid-shape", "unknown-input", "unsupported-input",
 * "inputs-too-large", "no-runtime", "no-such-provider", "invalid-model", "run-failed", "timer-too-coarse", "bench-process-ended"; the
 * signal's reason.
 */
export async function benchmarkModel(source: string, options: ModelBenchmarkOptions): Promise<BenchmarkReport> {
  const { runtime = "onnxruntime-node", dtype, shapes = {}, seed = 0, signal } = options;
  const { provider = runtime === "onnxruntime-web" ? "wasm" : "cpu" } = options;
  const graph = await findGraph(source, { ...(dtype !== undefined && { dtype }), ...(signal && { signal }) });
  return measureInProcess("graph", graph, options, { job: { runtime, provider, shapes, seed }, seed });
}
