import type { DrawingSettings } from "@tiny-cats/core/png";

/** A drawing as JSON. */
export function drawingJson(png: Uint8Array, settings: DrawingSettings) {
  const { breed, index, seed, steps, solver, guidance, modelSha256 } = settings;
  return {
    png: Buffer.from(png.buffer, png.byteOffset, png.length).toString("base64"),
    settings: { breed, index, seed, steps, solver, guidance, model_sha256: modelSha256 },
  };
}
