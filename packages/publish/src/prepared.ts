import type { Manifest } from "@tiny-cats/schema";
import type { ModelKind } from "./model-kind.ts";

/** A file and what it held when it was looked at. */
export interface HashedPath {
  path: string;
  sha256: string;
}

/** A file that a complete repository has and this one lacks. */
export interface MissingFile {
  /** Below the repository's root. */
  path: string;
  allowed_because: string;
}

/** One model in the folder that is to be published. All of it is plain data. */
export interface PreparedModel {
  kind: ModelKind;
  /** Below the folder: "" or "generator". */
  folder: string;
  manifest: Manifest;
  /** The graph that runs, below the folder. */
  graph: HashedPath;
  /** The graph in 8 bits, where there is one. */
  quantized?: HashedPath;
  weights?: HashedPath;
  /** What it was made of: a file's name without its folders. */
  source: HashedPath & { dialect?: string; weights?: "raw" | "ema" };
  /** Outputs of the graph against the weights, where they were compared now. */
  parity?: { largest_gap: number; tolerance: number };
  missing: MissingFile[];
  /** What was assumed or changed while it was made. */
  notes: string[];
}

/** The folder that is to be published. */
export interface Prepared {
  /** Absolute. */
  folder: string;
  models: PreparedModel[];
}
