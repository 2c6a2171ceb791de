import {
  collectRanges,
  type Model,
  type QuantizationOrigin,
  quantizableNodes,
  quantizeDynamic,
  quantizeStatic,
  type RunModel,
  toFloat16,
} from "@tiny-cats/onnx";
import type { QuantizeFileOptions } from "./quantize-options.ts";
import type { Workload } from "./workload.ts";

/** One way of quantizing one model. */
export interface Quantizer {
  /** With every node but these quantized. The same names give the same model. */
  quantize(skip: readonly string[]): Model;
  /** Nodes of which some may be left out to lose less. */
  readonly nodes: readonly string[];
  /** For reports. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Prepares a method: the static one measures its ranges here. Throws as `collectRanges`. */
export async function quantizer(
  model: Model,
  workload: Workload | undefined,
  run: RunModel,
  options: QuantizeFileOptions,
  origin: QuantizationOrigin,
): Promise<Quantizer> {
  const { method, weights = "int8", perChannel = true, reduceRange = false, signal, onProgress } = options;
  const shared = { weights, perChannel, reduceRange, origin };
  const told = { weights, per_channel: perChannel, reduce_range: reduceRange };
  if (method === "dynamic") {
    const quantize = (skip: readonly string[]) => quantizeDynamic(model, { ...shared, skip });
    return { quantize, nodes: quantizableNodes(model, "dynamic"), settings: told };
  }
  if (method === "fp16") {
    const names = model.graph.nodes.map(({ name, outputs }) => name || outputs[0]);
    return {
      quantize: (skip) => toFloat16(model, { skip, origin }).model,
      nodes: names,
      settings: { keep_io: true, kept: toFloat16(model, { skip: options.skip ?? [] }).kept.map(({ node }) => node) },
    };
  }
  const { activations = "uint8", ranges: kind = "min-max", percentile = 99.99 } = options;
  const batches = workload!.calibration.batches;
  const given = (function* () {
    for (const batch of batches) yield batch();
  })();
  const ranges = await collectRanges(model, given, run, {
    ...{ method: kind, percentile },
    ...(signal && { signal }),
    onBatch: (done) => onProgress?.({ stage: "calibrating", done, total: batches.length }),
  });
  return {
    quantize: (skip) => quantizeStatic(model, { ...shared, ranges, activations, skip }),
    nodes: quantizableNodes(model, "static"),
    settings: { ...told, activations, ranges: kind, ...(kind === "percentile" && { percentile }) },
  };
}
