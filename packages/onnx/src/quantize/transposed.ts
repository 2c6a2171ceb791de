import { DTYPES } from "../model/dtype.ts";
import type { Tensor } from "../model/tensor.ts";

/** A matrix with its axes exchanged. */
export function transposed({ dtype, shape: [rows, columns], bytes }: Tensor): Tensor {
  const size = DTYPES[dtype].bytes;
  const moved = new Uint8Array(bytes.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * size;
      moved.set(bytes.subarray(from, from + size), (column * rows + row) * size);
    }
  }
  return { dtype, shape: [columns, rows], bytes: moved };
}
