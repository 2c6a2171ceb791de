import { makeTensor, type Tensor, tensorValues } from "@tiny-cats/onnx";
import { bicubicMatrix } from "./bicubic-matrix.ts";
import type { TinyDitConfig } from "./config.ts";

/** The learned positions of a model as those of one for pictures of another size: `positionsAtSize` in float64, each number rounded once. */
export function resizePositions(
  { dtype, shape: [, , width], bytes }: Tensor,
  models: { from: TinyDitConfig; to: TinyDitConfig },
): Tensor {
  const [from, to] = [models.from, models.to].map(({ image_size, patch_size }) => image_size / patch_size);
  const matrix = bicubicMatrix(from, to);
  const values = tensorValues({ dtype, shape: [from, from * width], bytes });
  const rows = along(matrix, from, Float64Array.from(values), from * width);
  // Row after row of the picture, now along each.
  const all = new Float64Array(to * to * width);
  for (let row = 0; row < to; row++) {
    const line = rows.subarray(row * from * width, (row + 1) * from * width);
    all.set(along(matrix, from, line, width), row * to * width);
  }
  return makeTensor(dtype, [1, to * to, width], all);
}

/** matrix [to, from] times values [from, width]. */
function along(matrix: Float64Array, from: number, values: Float64Array, width: number): Float64Array {
  const to = matrix.length / from;
  const product = new Float64Array(to * width);
  for (let row = 0; row < to; row++) {
    for (let column = 0; column < from; column++) {
      const factor = matrix[row * from + column];
      if (factor === 0) continue;
      for (let i = 0; i < width; i++) product[row * width + i] += factor * values[column * width + i];
    }
  }
  return product;
}
