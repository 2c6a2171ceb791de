import type { Dtype } from "@tiny-cats/checkpoint";
import type { Model } from "@tiny-cats/onnx";
import type { GenericSchema } from "valibot";
import type { Dialect } from "./dialect.ts";
import type { GraphOptions } from "./graph-options.ts";
import type { NamedSources, Weights } from "./weights.ts";

/** What a tensor of a model is, by the strict table of its architecture. */
export interface TensorSpec {
  readonly shape: readonly number[];
  /** Element type; any floating point type where it is not told. */
  readonly dtype?: Dtype;
  /** Whether a file may lack it, as counters of training steps. */
  readonly optional?: boolean;
}

/** Every tensor of a model by its canonical name, in the order of the file that PyTorch would write. */
export type TensorTable = ReadonlyMap<string, TensorSpec>;

/** A batch normalisation and the convolution without bias before it. */
export interface BatchNorm {
  readonly conv: string;
  readonly norm: string;
  readonly epsilon: number;
}

/** One model family: its configuration, its tensors, the files it is found in, and its graph. */
export interface Architecture<Config = unknown, Options extends GraphOptions = GraphOptions> {
  /** As a manifest names it: "tinydit". */
  readonly name: string;
  /** For people: "TinyDiT". */
  readonly title: string;
  /** Checks and completes a configuration; bounds every size, so that a hostile one can't ask for much memory. */
  readonly config: GenericSchema<unknown, Config>;
  /** Configurations with a name. */
  readonly presets: Readonly<Record<string, Config>>;
  /** Ways in which files name and wrap the tensors; the most particular first. */
  readonly dialects: readonly Dialect<Config>[];
  tensors(config: Config): TensorTable;
  /**
   * The model as an ONNX graph whose initialisers are the weights given, by their canonical names and without a copy.
   *
   * Throws `tensor-mismatch` where the weights are not those of the table, with the whole difference.
   */
  graph(config: Config, weights: Weights, options?: Options): Model;
  /** Of a classifier: its last linear layer, `<head>.weight` [labels, features] and `<head>.bias` [labels]. */
  readonly head?: string;
  /** Every convolution that a batch normalisation follows, by the names before ".weight"; `foldBatchNorm` joins them. */
  batchNorms?(config: Config): readonly BatchNorm[];
  /** Why these canonical weights can't have been trained, if they show it; reads only what it must. */
  findUntrained?(
    config: Config,
    tensors: NamedSources,
    options?: { signal?: AbortSignal },
  ): Promise<string | undefined>;
}
