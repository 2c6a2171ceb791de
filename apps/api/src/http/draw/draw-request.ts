import { randomInt } from "node:crypto";
import { planDrawings } from "@tiny-cats/core/drawings";
import type { DrawingSettings } from "@tiny-cats/core/png";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { ServedModel } from "../../models/served-model.ts";
import type { GenerateRequest } from "../../shapes/generate.ts";

/** Seeds drawn by lot: short enough to be read out. */
const LOTS = 2 ** 32;

/**
 * All that it takes to draw what a request asks for, one picture each.
 *
 * @throws TinyCatsError of what planDrawings refuses
 */
export function drawRequest(
  { breed, count, seed = randomInt(LOTS), steps, guidance, solver }: GenerateRequest,
  { found: { manifest, graph } }: ServedModel<GenerationManifest>,
): DrawingSettings[] {
  const requests = Array.from({ length: count }, (_, index) => ({ breed, index }));
  const { drawings, settings } = planDrawings(requests, { seed, steps, guidance, solver }, manifest);
  return drawings.map(({ id, index }) => ({
    breed: manifest.labels[id],
    index,
    ...settings,
    modelSha256: graph.sha256,
  }));
}
