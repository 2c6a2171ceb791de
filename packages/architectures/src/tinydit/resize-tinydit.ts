import { makeTensor, type Tensor, tensorValues } from "@tiny-cats/onnx";
import { refuseDifference, tensorDifference } from "../tensor-difference.ts";
import type { Weights } from "../weights.ts";
import { bicubicMatrix } from "./bicubic-matrix.ts";
import type { TinyDitConfig } from "./config.ts";
import { sizedConfig } from "./sized-config.ts";
import { tinyDitTensors } from "./tensors.ts";

/**
 * A TinyDiT for pictures of another size, of the same patches, to be exported: its learned positions are interpolated as the graph option
 * `imageSize` has them, in float64, each number rounded once. The other weights, and all of them for the same size, are those given.
 *
 * Throws `invalid-model-config` where the size has no whole number of patches or too many, `tensor-mismatch`.
 */
export function resizeTinyDit(
  config: TinyDitConfig,
  weights: Weights,
  imageSize: number,
): { config: TinyDitConfig; weights: Weights } {
  refuseDifference("TinyDiT", { ...tensorDifference(tinyDitTensors(config), weights), dtypes: [] });
  const sized = sizedConfig(config, imageSize);
  if (!config.pos_embed || imageSize === config.image_size) return { config: sized, weights };
  const side = (size: number) => size / config.patch_size;
  const positions = resized(weights.get("pos_embed")!, side(config.image_size), side(imageSize));
  // Where it stood before: the order is that of the table.
  return { config: sized, weights: new Map([...weights, ["pos_embed", positions]]) };
}

function resized({ dtype, shape: [, , width], bytes }: Tensor, from: number, to: number): Tensor {
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
