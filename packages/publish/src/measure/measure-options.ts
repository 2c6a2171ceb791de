import type { NodeBenchmarkOptions } from "@tiny-cats/bench/node";
import type { ModelSource, WorkerPool } from "@tiny-cats/core/node";
import type { InceptionSource, SplitChoice } from "@tiny-cats/eval/node";
import type { StageProgress } from "../progress.ts";

/** What reports are taken, and how what they lack is measured. */
export interface MeasureOptions {
  /** Reports, and folders to look for reports in. A report named by itself must be about a model that is published; others of a folder are passed over. */
  reports?: readonly string[];
  /** A folder of drawings with its generation_metadata.json, to take in place of new ones. */
  samplesDir?: string;
  /** The image set or token set to measure on; without it what has no report is not measured. */
  data?: string;
  /** Which index or list of an image set; looked for unless told. */
  index?: string;
  /** Name of the data in reports; its folder's unless told. */
  name?: string;
  /** The part that answers are measured on: test, else val, unless told; of a token set val. */
  split?: SplitChoice;
  /** The part whose heads drawings are compared with; all unless told. */
  against?: SplitChoice;
  /** Pictures, heads or tokens to measure on, at most; all unless told. */
  limit?: number;
  /** Drawings of each breed that are compared with real heads; 100 unless told. */
  perBreed?: number;
  /** Drawings of each breed in samples/; 1 unless told. */
  samplesPerBreed?: number;
  /** Of everything random; 0 unless told. */
  seed?: number;
  /** The frozen classifier by whose features drawings are compared. */
  extractor?: ModelSource;
  /** The FID Inception, where it is at hand. */
  inception?: InceptionSource;
  /** What was typed, for the provenance of what is measured. */
  command: string;
  /** Measures no latency where no report has it. */
  skipBenchmark?: boolean;
  /** How much is measured of latency; little unless told. */
  benchmark?: Pick<NodeBenchmarkOptions, "warmup" | "runs" | "batches" | "enoughMs" | "threads">;
  /** Folder with the tokenizer that the token set was made with, for bits per byte. */
  tokenizer?: string;
  /** Paths, names or folders of files that may be missing. */
  allowMissing?: readonly string[];
  /** A folder to keep logits, drawings and features in, so that an evaluation that was cut short goes on where it was. */
  cache?: string;
  /** Where graphs run; pools of their own unless told. */
  pool?: WorkerPool;
  signal?: AbortSignal;
  onProgress?: (progress: StageProgress) => void;
}
