import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { hashedFile } from "../shapes/measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { relativePath } from "../shapes/relative-path.ts";
import { sampler } from "../shapes/sampler.ts";
import { count, nonNegative, positiveCount, sha256, text } from "../shapes/scalars.ts";
import { checkGenerationMetadata } from "./check-generation-metadata.ts";

const NAME = "tiny-cats/generation-metadata";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** The model's name or file. */
  checkpoint: text,
  /** The training step of the checkpoint, where it is known. */
  step: v.nullable(count),
  breeds_generated: v.array(openObject({ breed_idx: count, breed_name: text, num_samples: positiveCount })),
  samples_per_breed: positiveCount,
  output_dir: text,
  config: openObject({ num_steps: positiveCount, cfg_scale: nonNegative, image_size: positiveCount }),
  /** 0 to 2^53 - 1. */
  seed: count,
  sampler,
  model: hashedFile,
  /** What executed the graph, such as "onnxruntime-node 1.30.0 (cpu)". */
  runtime: text,
  files: v.array(
    openObject({
      file: relativePath,
      breed_idx: count,
      /** Which of the seed's pictures. */
      index: count,
      seed: count,
      sha256,
    }),
  ),
});

export type GenerationMetadata = v.InferOutput<typeof shape>;

/** The shape of generation_metadata.json: what lies in a folder of drawings and what it takes to draw it again. Unknown keys are kept. */
export const generationMetadataSchema: v.GenericSchema<GenerationMetadata> = v.pipe(
  shape,
  crossCheck(checkGenerationMetadata),
);

/** generation_metadata.json, version 1. */
export const generationMetadataKind: DocumentKind<GenerationMetadata> = {
  name: NAME,
  version: 1,
  title: "generation metadata document",
  shape: generationMetadataSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseGenerationMetadata(value: unknown): GenerationMetadata {
  return parseDocument(generationMetadataKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseGenerationMetadata throws. */
export function parseGenerationMetadataText(text: string): GenerationMetadata {
  return parseDocumentText(generationMetadataKind, text);
}
