import type { Runtime, WorkerPool } from "@tiny-cats/core/node";
import type { QuantizedType } from "@tiny-cats/onnx";
import type { CompareDrawings } from "./compare-drawings.ts";
import type { LabelledPicture } from "./labelled-picture.ts";

/** How a model is quantized. */
export type QuantizationMethod = "dynamic" | "static" | "fp16";

/** What `quantizeFile` is doing. */
export interface QuantizeProgress {
  readonly stage: "reading" | "calibrating" | "searching" | "validating" | "timing";
  readonly done: number;
  readonly total: number;
}

export interface QuantizeFileOptions {
  readonly method: QuantizationMethod;
  /** int8 unless told. */
  readonly weights?: QuantizedType;
  /** Of the static method; uint8 unless told. */
  readonly activations?: QuantizedType;
  /** One scale for each output feature; true unless told. */
  readonly perChannel?: boolean;
  /** 7 of the 8 bits in weights, for x86 processors without VNNI; false unless told. */
  readonly reduceRange?: boolean;
  /** How ranges are taken from what was seen: all of it unless told. */
  readonly ranges?: "min-max" | "percentile";
  /** What share of numbers the second keeps; 99.99 unless told. */
  readonly percentile?: number;
  /** Names of nodes that stay as they are. */
  readonly skip?: readonly string[];
  /**
   * Pictures for a classifier: those of `split` are what the loss is measured on, the others of a split called "train" calibrate. Where none
   * has a split, every fifth of a label is measured on.
   */
  readonly pictures?: readonly LabelledPicture[];
  /** What reports call the pictures; "labelled pictures" unless told. */
  readonly dataset?: string;
  /** "val" unless told. */
  readonly split?: string;
  /** Calibration's pictures, spread over labels, or a generator's drawings; 100 pictures, 12 drawings unless told. */
  readonly samples?: number;
  /** The most pictures or drawings that the loss is measured on; 1000 pictures, 12 drawings unless told. */
  readonly validationSamples?: number;
  /** The first seed of a generator's calibration; the next is measured with. 1 unless told. */
  readonly seed?: number;
  /**
   * The loss that is allowed: for a classifier in accuracy (on breeds where there are any), as a share; for a generator in velocity, relative.
   * Over it, nodes that hurt most are left out; where that does not suffice, nothing is written. With `compareDrawings` it is what the kernel distance may
   * grow by, seen once at the end: no node is left out for it.
   */
  readonly maxLoss?: number;
  /** The most nodes that are left out for it; half of them unless told. */
  readonly maxSkipped?: number;
  /**
   * Compares a generator's drawings with photos, before anything is written; the photos, and word of how far it is, are its own. Without `maxLoss` the quantized
   * model's kernel distance may be as large as the interval of the original's reaches.
   */
  readonly compareDrawings?: CompareDrawings;
  /** Writes also what is over the loss allowed. */
  readonly force?: boolean;
  /** Runs of each model on each runtime; 30 unless told, 0 for none. */
  readonly latencyRuns?: number;
  /** Runtimes that latency is measured on; onnxruntime-node unless told. */
  readonly runtimes?: readonly Runtime[];
  /** Threads of one run; as many as the machine runs at once unless told. */
  readonly threads?: number;
  /** Where sessions live; a pool of its own unless told. */
  readonly pool?: WorkerPool;
  /** What was typed, for the report. */
  readonly command?: string;
  /** Who measures, for the report; this package unless told. */
  readonly by?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: QuantizeProgress) => void;
}
