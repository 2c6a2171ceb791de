import type { InputValues, Model, RunModel } from "@tiny-cats/onnx";
import type { QuantizationReport } from "@tiny-cats/schema";

/** What quantization cost on the data that it is measured on. */
export interface Measurement extends Pick<QuantizationReport, "accuracy_validation" | "accuracy" | "drawings"> {
  /** Why parts are null. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** What a model is for: inputs to calibrate on, and a measure of what is lost. */
export interface Workload {
  /** What `loss` measures, for reports. */
  readonly metric: string;
  /** Samples and batches that the ranges are measured on. */
  readonly calibration: { readonly samples: number; readonly batches: readonly (() => InputValues)[] };
  /** A single sample, for latency. */
  sample(): InputValues;
  /** What its samples came from, for reports. */
  readonly data: { readonly name: string; readonly split: string; readonly n: number } | null;
  readonly seed: number | null;
  loss(model: Model, run: RunModel, options: { readonly signal?: AbortSignal }): Promise<number>;
  measure(model: Model, run: RunModel, options: { readonly signal?: AbortSignal }): Promise<Measurement>;
}
