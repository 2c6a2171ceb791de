import type { WorkerPool } from "@tiny-cats/core/node";
import type { StageProgress } from "../progress.ts";

/** How models are made ready for publishing. */
export interface PrepareOptions {
  /** What weights and graphs are stored in: weights as in the checkpoint and graphs in float32 unless told. */
  dtype?: "float32" | "float16";
  /** Which weights of a checkpoint that has both: the moving average unless told. */
  weights?: "raw" | "ema";
  /** The folder of a language model's tokenizer; the checkpoint's own folder unless told. */
  tokenizer?: string;
  /** SPDX; goes before what a model's folder says. */
  license?: string;
  /** Paths in the repository, or names of files, that may be missing. */
  allowMissing?: readonly string[];
  /** Whether classifiers and generators get a graph in 8 bits too: true unless told. */
  quantize?: boolean;
  /** A classifier's or generator's label names, by id. */
  labels?: readonly string[];
  /** The model's name in its manifest; of two, the beginning of both. */
  name?: string;
  /** A language model's token set, whose train.bin, val.bin and metadata.json are published with it. */
  data?: string;
  /** Where graphs are run; a pool of its own unless told. */
  pool?: WorkerPool;
  signal?: AbortSignal;
  onProgress?: (progress: StageProgress) => void;
}
