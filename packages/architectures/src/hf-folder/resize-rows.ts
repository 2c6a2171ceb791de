import { DTYPES, type TensorSource } from "@tiny-cats/checkpoint";

/** A matrix with its first rows, or with rows of zeros after its last. */
export function resizeRows(source: TensorSource, rows: number): TensorSource {
  const [, columns] = source.shape;
  const size = rows * columns * DTYPES[source.dtype].bytes;
  return {
    dtype: source.dtype,
    shape: [rows, columns],
    async *chunks(options) {
      let left = size;
      for await (const chunk of source.chunks(options)) {
        const part = chunk.length <= left ? chunk : chunk.subarray(0, left);
        left -= part.length;
        yield part;
        if (left === 0) return;
      }
      yield new Uint8Array(left);
    },
  };
}
