import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { generation } from "../shapes/generation.ts";
import { modelFile } from "../shapes/model-file.ts";
import { openObject } from "../shapes/open-object.ts";
import { preprocessing } from "../shapes/preprocessing.ts";
import { provenance } from "../shapes/provenance.ts";
import { license, positiveCount, text } from "../shapes/scalars.ts";
import { tensorSpec } from "../shapes/tensor-spec.ts";
import { checkManifest } from "./check-manifest.ts";

const NAME = "tiny-cats/manifest";

const common = {
  schema: v.literal(NAME),
  version: v.literal(1),
  name: text,
  model_version: v.optional(text),
  /** Such as "mobilenet_v2", "tinydit", "gpt2". */
  architecture: text,
  license,
  /** Numbers learnt, in all. */
  parameters: v.optional(positiveCount),
  /** All files of the folder but the manifest; the first one of role "model" is the one to run unless told. */
  files: v.pipe(v.array(modelFile), v.minLength(1, "must list a file")),
  inputs: v.pipe(v.array(tensorSpec), v.minLength(1, "must list an input")),
  outputs: v.pipe(v.array(tensorSpec), v.minLength(1, "must list an output")),
  provenance: v.optional(provenance),
};

/** A label's place is its id. */
const labels = v.pipe(v.array(text), v.minLength(1, "must list a label"));
const absent = v.optional(v.never());

const classification = openObject({
  ...common,
  task: v.literal("image-classification"),
  labels,
  preprocessing,
  generation: absent,
});

const conditionalGeneration = openObject({
  ...common,
  task: v.literal("class-conditional-image-generation"),
  labels,
  generation,
  preprocessing: absent,
});

const textGeneration = openObject({
  ...common,
  task: v.literal("text-generation"),
  labels: absent,
  generation: absent,
  preprocessing: absent,
});

export type ClassificationManifest = v.InferOutput<typeof classification>;
export type GenerationManifest = v.InferOutput<typeof conditionalGeneration>;
export type TextGenerationManifest = v.InferOutput<typeof textGeneration>;
export type Manifest = ClassificationManifest | GenerationManifest | TextGenerationManifest;

/** The shape of tiny-cats.json, which describes a model's folder. Keys unknown at its top are kept. */
export const manifestSchema: v.GenericSchema<Manifest> = v.pipe(
  v.variant("task", [classification, conditionalGeneration, textGeneration]),
  crossCheck(checkManifest),
);

/** tiny-cats.json, version 1. */
export const manifestKind: DocumentKind<Manifest> = {
  name: NAME,
  version: 1,
  title: "manifest",
  shape: manifestSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseManifest(value: unknown): Manifest {
  return parseDocument(manifestKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseManifest throws. */
export function parseManifestText(text: string): Manifest {
  return parseDocumentText(manifestKind, text);
}
