import type { TensorSource } from "@tiny-cats/checkpoint";

/** The same elements in the same order under another shape. */
export function reshapeSource(source: TensorSource, shape: readonly number[]): TensorSource {
  return { dtype: source.dtype, shape, chunks: (options) => source.chunks(options) };
}
