import type { DrawOptions, DrawRequest } from "@tiny-cats/core";
import { planDrawings } from "@tiny-cats/core/drawings";
import type { DrawingSettings } from "@tiny-cats/core/png";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { ServedModel } from "./served-model.ts";

/**
 * All that it takes to draw what is asked for, one picture each: what wholly determines its bytes, and so names it.
 *
 * @throws TinyCatsError of what planDrawings refuses
 */
export function drawingsOf(
  requests: readonly DrawRequest[],
  options: DrawOptions,
  { manifest, graph }: ServedModel<GenerationManifest>["found"],
): DrawingSettings[] {
  const { drawings, settings } = planDrawings(requests, options, manifest);
  return drawings.map(({ id, index }) => ({
    breed: manifest.labels[id],
    index,
    ...settings,
    modelSha256: graph.sha256,
  }));
}
