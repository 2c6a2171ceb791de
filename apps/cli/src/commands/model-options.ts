import type { OptionSpec } from "../table/option-spec.ts";

/** The model that classifies; named so that environment and configuration can name a generator beside it. */
export const CLASSIFIER_OPTION = {
  name: "model",
  short: "m",
  setting: "classifier",
  type: "text",
  placeholder: "<path>",
  summary:
    "classifier to use: a model's folder, an .onnx file its tiny-cats.json lists, or owner/name[@revision] on the Hub",
  defaultText: "the embedded one",
  complete: "file",
} as const satisfies OptionSpec;

/** The model that draws. */
export const GENERATOR_OPTION = {
  ...CLASSIFIER_OPTION,
  setting: "generator",
  summary:
    "generator to use: a model's folder, an .onnx file its tiny-cats.json lists, or owner/name[@revision] on the Hub",
} as const satisfies OptionSpec;

/** Pictures per run of a model. */
export const BATCH_SIZE_OPTION = {
  name: "batch-size",
  type: "integer",
  placeholder: "<n>",
  summary: "pictures per run of the model, 1 to 256: a matter of speed and memory",
} as const satisfies OptionSpec;
