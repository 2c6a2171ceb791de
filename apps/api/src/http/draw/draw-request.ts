import { randomInt } from "node:crypto";
import type { DrawingSettings } from "@tiny-cats/core/png";
import type { GenerationManifest } from "@tiny-cats/schema";
import { drawingsOf } from "../../models/drawings-of.ts";
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
  { found }: ServedModel<GenerationManifest>,
): DrawingSettings[] {
  const requests = Array.from({ length: count }, (_, index) => ({ breed, index }));
  return drawingsOf(requests, { seed, steps, guidance, solver }, found);
}
