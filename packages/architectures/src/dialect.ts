import type { PyValue, TensorRef, Writable } from "@tiny-cats/checkpoint";
import type { TrainingMetadata } from "./hf-folder/training-metadata.ts";
import type { NamedSources } from "./weights.ts";

/** One tensor's name in a dialect. The same table serves both ways. */
export interface KeyPair {
  readonly canonical: string;
  readonly name: string;
  /** A matrix that the dialect holds with its two axes exchanged. */
  readonly transposed?: boolean;
  /** The dialect's shape, where it holds the same elements in the same order under another one. */
  readonly shape?: readonly number[];
  /** The dialect never has this tensor, which then is zeros: a bias that a model was built without. */
  readonly absent?: "zeros";
  /**
   * A second name of a tensor that has another pair too, as of a tied head; a file may lack it, and its bytes must be equal. "read" is not
   * written.
   */
  readonly tied?: boolean | "read";
}

/** The weights that are wanted of a file that has both. */
export type WeightsKind = "raw" | "ema";

/** What stands in a file beside the weights. */
export interface FileFacts {
  /** The root of the file, or undefined where the root is the weights themselves. */
  readonly root?: ReadonlyMap<PyValue, PyValue>;
  readonly metadata: ReadonlyMap<string, string>;
  /** A config.json that was given along with the file. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What a dialect made of a file. */
export interface Reading {
  /** To be checked by the architecture's schema. */
  readonly config: unknown;
  /** What a reader should know: what was left out, and what was assumed. */
  readonly notes?: readonly string[];
  /** Why the weights can't have been trained, if the file says so. */
  readonly untrained?: string;
}

/** One way in which files name and wrap an architecture's tensors. */
export interface Dialect<Config = unknown> {
  /** Unique within the architecture: "seed-trainer". */
  readonly name: string;
  /** For people: "tiny-cats DiT trainer". */
  readonly title: string;
  /** Names that every state dict of the dialect has, whatever its sizes. A file that lacks one is not of this dialect. */
  readonly marks: readonly string[];
  /**
   * Reads the configuration from what the file says and from shapes; undefined where the file is not of this dialect after all.
   * Throws `config-needed` where only a config.json could tell.
   */
  read(state: ReadonlyMap<string, TensorRef>, file: FileFacts): Reading | undefined;
  /** Every tensor's name, in the order in which the dialect writes them. */
  keys(config: Config): readonly KeyPair[];
  /** Whether a tensor that is not among the keys may be left out. */
  ignores?(name: string): boolean;
  /**
   * The tree of the dialect's .pt files around the weights, which are named as it names them; the weights alone where not told. What is known of
   * the training stands where the dialect keeps it, and nothing where nothing is known.
   */
  wrap?(tensors: NamedSources, config: Config, training?: TrainingMetadata): Writable;
}
