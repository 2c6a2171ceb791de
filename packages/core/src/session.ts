import type { ProviderChoice } from "./provider-choice.ts";
import type { Tensor } from "./tensor.ts";

/**
 * One input or output of a graph; a dimension that may vary has a name in place of its size.
 * Type and dimensions are undefined where the runtime does not tell them, as onnxruntime before 1.22.
 */
export interface TensorInfo {
  name: string;
  dtype?: string;
  dims?: readonly (number | string)[];
}

/**
 * A loaded graph, wherever it runs. Nothing of a runtime shows through.
 *
 * `run` takes ownership of its feeds: their buffers may be transferred to another thread and are not to be used afterwards.
 * Runs of one session never overlap. `signal` takes effect before a run starts; a run under way is finished and dropped.
 */
export interface Session {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** What executes the graph, such as "onnxruntime-node 1.30.0 (cpu)". */
  readonly runtime: string;
  /** How it was chosen, where that was left open. */
  readonly provider?: ProviderChoice;
  run(feeds: Record<string, Tensor>, options?: { signal?: AbortSignal }): Promise<Record<string, Tensor>>;
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
