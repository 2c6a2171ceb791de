import type { QuantizationReport } from "@tiny-cats/schema";
import type { DrawingsCompared } from "./compare-drawings.ts";
import { quantizationLoss } from "./quantization-loss.ts";

/**
 * Holds drawings to a bound on what their kernel distance may grow by: `maxLoss`, else as far as the interval of the original's reaches. Nearer to the photos is no
 * loss.
 *
 * Throws `quantization-loss` over it, unless forced.
 */
export function gateDrawings(
  { kid: { original }, delta: loss }: DrawingsCompared,
  {
    maxLoss = Math.max(0, original.interval.high - original.value),
    force = false,
    skip = [],
  }: { readonly maxLoss?: number; readonly force?: boolean; readonly skip?: readonly string[] },
): NonNullable<QuantizationReport["gate"]> {
  const metric = "kid_delta";
  const passed = loss <= maxLoss;
  if (!passed && !force) throw quantizationLoss({ metric, loss, maxLoss, skip });
  return { metric, max_loss: maxLoss, loss, passed, forced: !passed };
}
