import { type GenerationMetadata, parseGenerationMetadata } from "@tiny-cats/schema";
import type { Generator } from "../../generator.ts";
import type { FoundModel } from "../model-source.ts";
import type { DrawnFile } from "./draw-files.ts";

/** What generation_metadata.json says of a folder's drawings. It holds nothing that a second run would not repeat. */
export function generationMetadata(
  { labels, manifest, runtime }: Pick<Generator, "labels" | "manifest" | "runtime">,
  { graph }: Pick<FoundModel, "graph">,
  drawn: readonly Pick<DrawnFile, "file" | "settings" | "sha256">[],
): GenerationMetadata {
  const [{ settings }] = drawn;
  const { seed, steps, solver, times, guidance, guidanceInterval, guidanceRescale } = settings;
  const ids = [...new Set(drawn.map((drawing) => labels.indexOf(drawing.settings.breed)))];
  const generated = ids.map((id) => ({
    breed_idx: id,
    breed_name: labels[id],
    num_samples: drawn.filter((drawing) => drawing.settings.breed === labels[id]).length,
  }));
  return parseGenerationMetadata({
    schema: "tiny-cats/generation-metadata",
    version: 1,
    checkpoint: manifest.name,
    step: null,
    breeds_generated: generated,
    samples_per_breed: generated[0].num_samples,
    output_dir: ".",
    config: { num_steps: steps, cfg_scale: guidance, image_size: manifest.generation.image_size },
    seed,
    sampler: {
      solver,
      steps,
      times,
      guidance: { scale: guidance, interval: guidanceInterval, rescale: guidanceRescale },
    },
    model: { file: graph.path, sha256: graph.sha256 },
    runtime,
    files: drawn.map(({ file, settings: { breed, index }, sha256 }) => ({
      file,
      breed_idx: labels.indexOf(breed),
      index,
      seed,
      sha256,
    })),
  });
}
