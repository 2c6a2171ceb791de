import { DTYPES, type TensorSource } from "@tiny-cats/checkpoint";
import { readBytes } from "./read-bytes.ts";

/** A matrix with its axes exchanged, read as a whole when it is asked for; bits are kept. */
export function transposeSource(source: TensorSource): TensorSource {
  const [rows, columns] = source.shape;
  return {
    dtype: source.dtype,
    shape: [columns, rows],
    async *chunks(options) {
      const size = DTYPES[source.dtype].bytes;
      const from = await readBytes(source, options);
      const to = new Uint8Array(from.length);
      for (let column = 0; column < columns; column++) {
        for (let row = 0; row < rows; row++) {
          const start = (row * columns + column) * size;
          const end = (column * rows + row) * size;
          for (let byte = 0; byte < size; byte++) to[end + byte] = from[start + byte];
        }
      }
      yield to;
    },
  };
}
