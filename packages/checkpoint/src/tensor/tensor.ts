import type { Dtype, ElementArray } from "../dtype/dtypes.ts";
import type { Storage } from "./storage.ts";

export interface ReadOptions {
  signal?: AbortSignal;
}

/** What reads a tensor to its end may tell how far it has got. */
export interface ScanOptions extends ReadOptions {
  /** Called after each block of about 1 MiB. */
  onProgress?: (progress: { bytes: number; total: number }) => void;
}

/** What the writers take: elements that come in blocks of little-endian bytes, in C order. */
export interface TensorSource {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  chunks(options?: ReadOptions): AsyncIterable<Uint8Array>;
}

/** A tensor in memory: the typed array of its element type, or little-endian bytes. The same `data` object twice is one storage. */
export interface TensorData {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: ElementArray | Uint8Array<ArrayBuffer>;
}

/** A tensor in a file: what it is, and its elements when asked for. */
export interface TensorRef extends TensorSource {
  readonly kind: "tensor";
  /** Elements to the next index of each dimension. */
  readonly strides: readonly number[];
  /** Elements before its first in the storage. */
  readonly offset: number;
  readonly storage: Storage;
  /** Bytes of its elements, in C order. */
  readonly byteLength: number;
  readonly requiresGrad: boolean;
  /** Whether it was a torch.nn.Parameter. */
  readonly parameter: boolean;
  /** Its elements in C order, in an array of their own. A tensor that shows more than its storage holds is expanded. */
  read(options?: ReadOptions): Promise<ElementArray>;
  /** The same as bytes, in blocks of about 1 MiB; strided ones are gathered from memory of the storage's size. */
  chunks(options?: ReadOptions): AsyncIterable<Uint8Array<ArrayBuffer>>;
}
