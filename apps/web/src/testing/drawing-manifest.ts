import bundled from "@tiny-cats/models/generator/tiny-cats.json";
import type { GenerationManifest } from "@tiny-cats/schema";

/** The manifest of the default generator, with a sampler of one's own. */
export function drawingManifest(
  sampler: Partial<GenerationManifest["generation"]["sampler"]> = {},
): GenerationManifest {
  const manifest = structuredClone(bundled) as unknown as GenerationManifest;
  Object.assign(manifest.generation.sampler, sampler);
  return manifest;
}
