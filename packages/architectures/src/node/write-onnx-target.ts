import { join } from "node:path";
import { type Model, writeModelChunks } from "@tiny-cats/onnx";
import type { GraphDtype } from "../graph-options.ts";
import { loadTensors } from "../load-tensors.ts";
import { fileMetadata } from "./file-metadata.ts";
import { onnxParity } from "./onnx-parity.ts";
import { parityTolerance } from "./parity-tolerance.ts";
import type { Target } from "./target.ts";
import { writeHashed } from "./write-hashed.ts";

/** Protobuf's limit is 2 GiB; the nodes take their part. */
const MOST_INSIDE = 1_900_000_000;

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
  const size = [...made.graph.initializers.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  const encoded = writeModelChunks(made, size > MOST_INSIDE ? { external: { location: "model.onnx_data" } } : {});
  const total = encoded.model.size + (encoded.external?.size ?? 0);
  let before = 0;
  const write = async (name: string, chunks: readonly Uint8Array[]) => {
    const file = await writeHashed(folder, name, chunks, {
      ...options,
      ...(onBytes && { onBytes: (bytes) => onBytes(before + bytes, total) }),
    });
    before += file.bytes;
    return file;
  };
  const files = [
    await write("onnx/model.onnx", encoded.model.chunks),
    ...(encoded.external ? [await write("onnx/model.onnx_data", encoded.external.chunks)] : []),
  ];
  const parity = await onnxParity(join(folder, "onnx/model.onnx"), reference, config, {
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
