import type { ModelSource } from "@tiny-cats/core/web";
import type { BenchmarkReport } from "@tiny-cats/schema";
import type { Shapes } from "../inputs/input-spec.ts";
import { graphSubject } from "../subject/graph-subject.ts";
import { measureInPage, type WebBenchmarkOptions } from "./measure-in-page.ts";
import { openGraph } from "./open-graph.ts";
import { readGraph } from "./read-graph.ts";

export interface ModelBenchmarkOptions extends WebBenchmarkOptions {
  /** Sides of inputs that the graph leaves open, by the input's name. */
  shapes?: Shapes;
}

/**
 * Benchmarks the runs of any ONNX graph in a web worker, as a page awaits them: with the way there and back, which takes about 0.1 ms.
 * Its bytes are fetched before anything is timed; loading includes the worker's start and its runtime.
 *
 * Throws TinyCatsError "download-failed", "invalid-bench-option", "shape-needed", "invalid-shape", "unknown-input", "unsupported-input",
 * "inputs-too-large", "timer-too-coarse", and what a worker pool's `load` and `run` throw; the signal's reason.
 */
export async function benchmarkModel(
  source: Uint8Array | ModelSource,
  options: ModelBenchmarkOptions,
): Promise<BenchmarkReport> {
  const { shapes = {}, seed = 0, signal } = options;
  const { bytes, model } = await readGraph(source, { ...(signal && { signal }) });
  return measureInPage((place) => graphSubject(() => openGraph(bytes, place), { shapes, seed }), options, {
    kind: "graph",
    model,
    seed,
  });
}
