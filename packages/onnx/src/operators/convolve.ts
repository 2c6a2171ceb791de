import { TinyCatsError } from "@tiny-cats/schema/errors";
import { multiplyInto } from "./multiply-into.ts";
import type { Plane } from "./windows.ts";

/** 2 GiB. */
const MOST_UNFOLDED = 2 ** 28;

/** Sides of a convolution over a plane. */
export interface ConvolutionSides extends Plane {
  readonly batch: number;
  readonly channels: number;
  readonly features: number;
  readonly groups: number;
}

/**
 * Cross-correlation of x [batch, channels, height, width] with w [features, channels / groups, size, size], by unfolding the windows of
 * a group into a matrix; `padding` stands outside of x.
 */
export function convolve(x: Float64Array, w: Float64Array, sides: ConvolutionSides, padding = 0): Float64Array {
  const { batch, channels, features, groups, height, width, vertical, horizontal } = sides;
  const places = vertical.count * horizontal.count;
  const inner = (channels / groups) * vertical.size * horizontal.size;
  const rows = features / groups;
  const out = new Float64Array(batch * features * places);
  const isPointwise = [vertical, horizontal].every((v) => v.size === 1 && v.stride === 1 && v.before + v.after === 0);
  if (!isPointwise && inner * places > MOST_UNFOLDED) {
    throw new TinyCatsError("onnx-too-large", `a convolution unfolds to ${inner * places} elements`, {
      value: inner * places,
      remedy: "give smaller inputs.",
    });
  }
  const unfolded = isPointwise ? x : new Float64Array(inner * places);
  for (let b = 0; b < batch; b++) {
    for (let group = 0; group < groups; group++) {
      const from = (b * channels + (group * channels) / groups) * height * width;
      if (!isPointwise) unfold(x, from, unfolded, sides, padding);
      multiplyInto(
        { data: out, offset: (b * features + group * rows) * places },
        { data: w, offset: group * rows * inner },
        { data: unfolded, offset: isPointwise ? from : 0 },
        { rows, inner, columns: places },
      );
    }
  }
  return out;
}

/** Row (channel, ky, kx), column (y, x): what the kernel's element meets at each place. */
function unfold(x: Float64Array, from: number, out: Float64Array, sides: ConvolutionSides, padding: number): void {
  const { channels, groups, height, width, vertical, horizontal } = sides;
  let at = 0;
  for (let channel = 0; channel < channels / groups; channel++) {
    for (let ky = 0; ky < vertical.size; ky++) {
      for (let kx = 0; kx < horizontal.size; kx++) {
        for (let oy = 0; oy < vertical.count; oy++) {
          const y = oy * vertical.stride - vertical.before + ky * vertical.dilation;
          const inside = y >= 0 && y < height;
          const row = from + (channel * height + y) * width;
          let column = kx * horizontal.dilation - horizontal.before;
          for (let ox = 0; ox < horizontal.count; ox++) {
            out[at++] = inside && column >= 0 && column < width ? x[row + column] : padding;
            column += horizontal.stride;
          }
        }
      }
    }
  }
}
