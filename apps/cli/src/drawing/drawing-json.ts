import { join } from "node:path";
import type { DrawnFile } from "@tiny-cats/core/drawings";

/** A drawing as JSON data; its file as it can be opened from the current folder. */
export function drawingJson(
  { file, sha256, settings }: Pick<DrawnFile, "file" | "sha256" | "settings">,
  { folder, labels }: { folder: string; labels: readonly string[] },
) {
  const { breed, index, seed, steps, solver, guidance, modelSha256 } = settings;
  return {
    file: join(folder, file),
    breed_idx: labels.indexOf(breed),
    breed_name: breed,
    index,
    seed,
    steps,
    solver,
    guidance,
    sha256,
    model_sha256: modelSha256,
  };
}
