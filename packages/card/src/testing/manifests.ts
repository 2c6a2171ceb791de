import type { ClassificationManifest, GenerationManifest, TextGenerationManifest } from "@tiny-cats/schema";
import { hash } from "./hash.ts";

const file = <R extends string>(path: string, role: R, digit: string) => ({
  path,
  role,
  bytes: 1000,
  sha256: hash(digit),
});

export const classifierManifest: ClassificationManifest = {
  schema: "tiny-cats/manifest",
  version: 1,
  name: "cats",
  task: "image-classification",
  architecture: "mobilenet_v2",
  labels: ["Abyssinian", "Bengal", "Other"],
  license: "CC-BY-SA-4.0",
  parameters: 2_240_557,
  files: [
    { ...file("onnx/model.onnx", "model", "a"), dtype: "float32" },
    { ...file("model.safetensors", "weights", "b"), optional: true },
    file("config.json", "config", "c"),
    file("preprocessor_config.json", "preprocessor", "d"),
  ],
  inputs: [{ name: "pixel_values", dtype: "float32", shape: ["batch", 3, 224, 224] }],
  outputs: [{ name: "logits", dtype: "float32", shape: ["batch", 3] }],
  preprocessing: {
    background: [255, 255, 255],
    resize: { short_side: 256, resample: "bilinear", long_side: "truncate" },
    crop: { width: 224, height: 224, pad: 0 },
    rescale_factor: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  provenance: {
    origin: "trained for this project",
    untrained: false,
    parent: { name: "google/mobilenet", revision: "abc", license: "Apache-2.0" },
    datasets: [
      { name: "Oxford-IIIT Pet", split: "trainval", license: "CC-BY-SA-4.0" },
      { name: "someone/heads", sha256: hash("f") },
    ],
  },
};

export const generatorManifest: GenerationManifest = {
  schema: "tiny-cats/manifest",
  version: 1,
  name: "tinydit-64",
  task: "class-conditional-image-generation",
  architecture: "tinydit",
  labels: ["Abyssinian", "Bengal", "Other"],
  license: "MIT",
  files: [{ ...file("onnx/model.onnx", "model", "1"), dtype: "float32" }, file("config.json", "config", "2")],
  inputs: [
    { name: "noise", dtype: "float32", shape: ["batch", 3, 64, 64] },
    { name: "timestep", dtype: "float32", shape: ["batch"] },
    { name: "breed", dtype: "int64", shape: ["batch"] },
  ],
  outputs: [{ name: "velocity", dtype: "float32", shape: ["batch", 3, 64, 64] }],
  generation: {
    image_size: 64,
    drawable: [0, 1],
    null_class: 3,
    prediction: "sample",
    sampler: {
      solver: "heun",
      steps: 20,
      times: { kind: "uniform" },
      guidance: { scale: 2, interval: [0.1, 0.9], rescale: 0 },
    },
  },
};

export const textManifest: TextGenerationManifest = {
  schema: "tiny-cats/manifest",
  version: 1,
  name: "nanecho",
  task: "text-generation",
  architecture: "gpt2",
  license: "MIT",
  files: [
    file("model.safetensors", "weights", "a"),
    file("tokenizer.json", "tokenizer", "b"),
    file("config.json", "config", "c"),
  ],
  inputs: [{ name: "input_ids", dtype: "int64", shape: ["batch", "sequence"] }],
  outputs: [{ name: "logits", dtype: "float32", shape: ["batch", "sequence", 50257] }],
};
