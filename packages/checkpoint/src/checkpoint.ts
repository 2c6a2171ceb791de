import type { Limits } from "./limits.ts";
import type { PyValue } from "./pickle/py-value.ts";
import type { TensorRef } from "./tensor/tensor.ts";
import type { Crc32 } from "./zip/crc32.ts";

/** An open weight file. Its tensors can be read until it is closed. */
export interface Checkpoint {
  readonly format: "pytorch-zip" | "pytorch-legacy" | "safetensors" | "safetensors-index";
  /** Everything in the file. For safetensors a Map from name to tensor. */
  readonly value: PyValue;
  /**
   * Every tensor by its path in dicts and lists ("model.blocks.0.attn.qkv.weight"), in the order of the file. A second tensor with the
   * path of another, which keys with dots make possible, has "#2" after it; a tensor that is the whole file is called "tensor".
   */
  readonly tensors: ReadonlyMap<string, TensorRef>;
  /** The `__metadata__` of safetensors, the `metadata` of an index; else empty. */
  readonly metadata: ReadonlyMap<string, string>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface OpenOptions {
  signal?: AbortSignal;
  /** Bounds to be moved for a file that is trusted. */
  limits?: Partial<Limits>;
  /** Gives floats with a whole value as `{ kind: "float", value }`, so that they are floats again when written. */
  exactFloats?: boolean;
  /** A faster CRC-32 than the one in JavaScript, as node:zlib has. */
  crc32?: Crc32;
}
