import { loadTensors } from "../load-tensors.ts";
import { onnxParity, type Parity } from "./onnx-parity.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";
import { type OpenModelOptions, openModel } from "./open-model.ts";
import { parityTolerance } from "./parity-tolerance.ts";
import { readOnnxFile } from "./read-onnx-file.ts";

export interface VerifyOnnxOptions extends OpenModelOptions {
  /** The checkpoint that the file should be. */
  readonly against: string;
  /** The largest difference, relative to an output's largest number: 1e-4 unless told, 0.02 for float16. */
  readonly tolerance?: number;
  /** Runs the file; the float64 interpreter unless given. */
  readonly runtime?: OnnxRuntime;
}

/** How near an ONNX file comes to a checkpoint. */
export interface VerifyOnnxReport {
  readonly path: string;
  readonly against: string;
  readonly architecture: string;
  readonly dialect: string;
  readonly weights: "raw" | "ema";
  readonly parity: Parity;
  readonly notes: readonly string[];
}

/**
 * Holds an ONNX file to a checkpoint: both are run on the same fixed inputs, the checkpoint as its architecture's graph in the float64 interpreter.
 *
 * Throws `parity-failed`, `graph-mismatch`; what opening and running throw.
 */
export async function verifyOnnx(path: string, options: VerifyOnnxOptions): Promise<VerifyOnnxReport> {
  const { against, runtime, signal } = options;
  const stop = signal ? { signal } : {};
  const file = await readOnnxFile(path, stop);
  await using model = await openModel(against, options);
  const { architecture, config, tensors } = model;
  const halves = [...file.graph.initializers.values()].some(({ dtype }) => dtype === "float16" || dtype === "bfloat16");
  const reference = architecture.graph(config, await loadTensors(tensors, stop));
  const parity = await onnxParity(path, file, reference, config, {
    ...stop,
    tolerance: options.tolerance ?? parityTolerance(halves ? "float16" : "float32"),
    ...(runtime && { runtime }),
  });
  return {
    path,
    against: model.path,
    architecture: architecture.name,
    dialect: model.dialect.name,
    weights: model.weights,
    parity,
    notes: model.notes,
  };
}
