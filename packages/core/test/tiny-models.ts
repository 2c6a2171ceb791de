import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClassificationManifest, GenerationManifest } from "@tiny-cats/schema";
import { vectorPath } from "../../../tooling/golden/vector-path.ts";
import { BREEDS } from "../src/breeds.ts";

const models = vectorPath("models");

/** The bytes of one of the models that tooling/golden/scripts/tiny-models.py makes, fresh each time. */
export function tinyModel(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(models, `${name}.onnx`)));
}

function listed(name: string) {
  const bytes = tinyModel(name);
  return {
    path: `${name}.onnx`,
    role: "model" as const,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

const common = {
  schema: "tiny-cats/manifest" as const,
  version: 1 as const,
  license: "Apache-2.0",
  labels: BREEDS.map(({ label }) => label),
};

/** logits[k] = k * mean of channel (k mod 3); pixels are pictures / 255. */
export function classifierManifest(name = "tiny-classifier"): ClassificationManifest {
  return {
    ...common,
    name,
    task: "image-classification",
    architecture: "mean",
    files: [listed(name)],
    inputs: [{ name: "pixel_values", dtype: "float32", shape: ["batch", 3, 32, 32] }],
    outputs: [{ name: "logits", dtype: "float32", shape: ["batch", 13] }],
    preprocessing: {
      background: [255, 255, 255],
      resize: { short_side: 40, resample: "bilinear", long_side: "truncate" },
      crop: { width: 32, height: 32, pad: 0 },
      rescale_factor: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
  };
}

/** Label k of 14 flows to an even grey of -0.65 + k / 10. */
export function generatorManifest(): GenerationManifest {
  return {
    ...common,
    name: "tiny-generator",
    task: "class-conditional-image-generation",
    architecture: "table",
    files: [listed("tiny-generator")],
    inputs: [
      { name: "noise", dtype: "float32", shape: ["batch", 3, 8, 8] },
      { name: "timestep", dtype: "float32", shape: ["batch"] },
      { name: "breed", dtype: "int64", shape: ["batch"] },
    ],
    outputs: [{ name: "velocity", dtype: "float32", shape: ["batch", 3, 8, 8] }],
    generation: {
      image_size: 8,
      drawable: BREEDS.slice(0, 12).map(({ id }) => id),
      null_class: 13,
      prediction: "sample",
      sampler: {
        solver: "euler",
        steps: 4,
        times: { kind: "uniform" },
        guidance: { scale: 1, interval: [0, 1], rescale: 0 },
      },
    },
  };
}

/** A folder with a model and its manifest, removed by calling `remove`. */
export function modelFolder(manifest: { files: { path: string }[] }) {
  const folder = mkdtempSync(join(tmpdir(), "tiny-cats-model-"));
  for (const { path } of manifest.files) cpSync(join(models, path), join(folder, path));
  writeFileSync(join(folder, "tiny-cats.json"), JSON.stringify(manifest));
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    size: (path: string) => statSync(join(folder, path)).size,
  };
}
