import type { DType } from "./dtype.ts";

/**
 * A tensor as it lies in a file: row-major, little-endian, without gaps.
 *
 * `bytes` has product(shape) times the element's size; it is often a view on the file it was read from, so don't write to it.
 */
export interface Tensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
  /** The name that a tensor in an attribute has of its own; weights have theirs in the graph. */
  readonly name?: string;
  /** Protobuf fields that this package does not read, kept as they stood. */
  readonly unknown?: Uint8Array;
}
