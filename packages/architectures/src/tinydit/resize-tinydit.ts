import { refuseDifference, tensorDifference } from "../tensor-difference.ts";
import type { Weights } from "../weights.ts";
import type { TinyDitConfig } from "./config.ts";
import { resizePositions } from "./resize-positions.ts";
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
  const positions = resizePositions(weights.get("pos_embed")!, { from: config, to: sized });
  // Where it stood before: the order is that of the table.
  return { config: sized, weights: new Map([...weights, ["pos_embed", positions]]) };
}
