import type { SampleInputs } from "./sample-inputs.ts";

/** What runs an ONNX file, as onnxruntime-node does; the float64 interpreter stands in where none is given. */
export interface OnnxRuntime {
  /** For reports: "onnxruntime-node 1.27.0". */
  readonly name: string;
  /** Loads the file, weights beside it included, runs it once and gives its outputs by name, row-major. */
  run(
    path: string,
    inputs: SampleInputs,
    options: { readonly signal?: AbortSignal },
  ): Promise<Readonly<Record<string, ArrayLike<number>>>>;
}
