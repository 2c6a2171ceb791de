import type { Generator } from "@tiny-cats/core";
import bundled from "@tiny-cats/models/generator/tiny-cats.json";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { ModelState } from "../../models/model-state.ts";

/** What is known of the model that draws. */
export interface DrawingModel {
  manifest: GenerationManifest;
  /** Of the graph that runs. */
  modelSha256: string | undefined;
  bytes: number;
}

/** The manifest of the model that is loaded; until one is, that of the default model, which came with the site. */
export function modelOf(state: ModelState<Generator>): DrawingModel {
  const manifest = state.phase === "ready" ? state.model.manifest : (bundled as unknown as GenerationManifest);
  const graph = manifest.files.find(({ role }) => role === "model");
  return { manifest, modelSha256: graph?.sha256, bytes: graph?.bytes ?? 0 };
}
