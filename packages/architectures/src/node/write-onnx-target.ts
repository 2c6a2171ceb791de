import { join } from "node:path";
import type { Model } from "@tiny-cats/onnx";
import type { GraphDtype } from "../graph-options.ts";
import { loadTensors } from "../load-tensors.ts";
import { fileMetadata } from "./file-metadata.ts";
import { onnxParity } from "./onnx-parity.ts";
import { parityTolerance } from "./parity-tolerance.ts";
import { readOnnxFile } from "./read-onnx-file.ts";
import type { Target } from "./target.ts";
import { writeGraph } from "./write-graph.ts";

const PATH = "onnx/model.onnx";

/** onnx/model.onnx, with model.onnx_data beside it past 2 GB; run on fixed inputs and compared with the checkpoint's graph. */
export const writeOnnxTarget: Target = async (model, folder, { dtype, opset, runtime, origin, signal, onBytes }) => {
  const { architecture, config, tensors } = model;
  const options = signal ? { signal } : {};
  const type = (dtype ?? "float32") as GraphDtype;
  const withOpset = opset === undefined ? {} : { opset };
  const whole = await loadTensors(tensors, { ...options, dtype: "float32" });
  const reference = architecture.graph(config, whole, withOpset);
  const weights = type === "float32" ? whole : await loadTensors(tensors, { ...options, dtype: type });
  const graph = type === "float32" ? reference : architecture.graph(config, weights, { ...withOpset, dtype: type });
  const made: Model = {
    ...graph,
    metadata: new Map(Object.entries({ ...fileMetadata(model, origin), opset: String(graph.opsets.get("")) })),
  };
  const files = await writeGraph(folder, PATH, made, { ...options, ...(onBytes && { onBytes }) });
  const path = join(folder, PATH);
  // A runtime reads the file itself; what was written need not be held a second time.
  const parity = await onnxParity(path, runtime ? made : await readOnnxFile(path, options), reference, config, {
    ...options,
    tolerance: parityTolerance(type),
    ...(runtime && { runtime }),
  });
  const isNanEcho = architecture.name === "nanecho";
  return {
    files,
    parity,
    notes: isNanEcho
      ? ["The ONNX graph leaves NanEcho's random pattern injection out, which no graph could repeat."]
      : [],
  };
};
