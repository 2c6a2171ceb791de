import type { OnnxRuntime } from "../node/onnx-runtime.ts";
import { runOnnxruntime } from "./run-graph.ts";

/** onnxruntime-node on one thread. */
export const onnxruntime: OnnxRuntime = {
  name: "onnxruntime-node",
  run: (path, inputs) => runOnnxruntime(path, inputs),
};
