import type { Value } from "@tiny-cats/onnx";
import type { BatchNorm } from "../architecture.ts";
import type { ModelGraph } from "./model-graph.ts";
import { requireFolded } from "./require-folded.ts";

export interface ConvNormOptions {
  readonly stride?: number;
  /** Before and after each axis; [top, left, bottom, right] where they differ. */
  readonly padding?: number | readonly [number, number] | readonly [number, number, number, number];
  readonly groups?: number;
  /** Whether the normalisation was folded into the convolution, and only its bias is left. */
  readonly folded: boolean;
}

/**
 * Convolution without bias and its batch normalisation. Folded, it is one convolution with a bias.
 *
 * Throws `not-folded` where statistics are left that were to be folded.
 */
export function convNorm(
  m: ModelGraph,
  { conv, norm, epsilon }: BatchNorm,
  x: Value,
  { stride = 1, padding = 0, groups = 1, folded }: ConvNormOptions,
): Value {
  const { g, weight } = m;
  const pads = typeof padding === "number" ? [padding, padding, padding, padding] : padding;
  const four = pads.length === 2 ? [...pads, ...pads] : pads;
  const kernel = weight(`${conv}.weight`);
  const attributes = { strides: [stride, stride], pads: four, group: groups, dilations: [1, 1] };
  if (folded) {
    requireFolded(m, norm, epsilon);
    return g.op("Conv", [x, kernel, weight(`${norm}.bias`)], attributes);
  }
  const variance = weight(`${norm}.running_var`);
  // The operator holds epsilon as float32; what that cuts off is too much where float64 is asked for.
  return g.batchNorm(
    g.op("Conv", [x, kernel], attributes),
    {
      weight: weight(`${norm}.weight`),
      bias: weight(`${norm}.bias`),
      mean: weight(`${norm}.running_mean`),
      variance: m.dtype === "float64" ? g.add(variance, epsilon - Math.fround(epsilon)) : variance,
    },
    epsilon,
  );
}
