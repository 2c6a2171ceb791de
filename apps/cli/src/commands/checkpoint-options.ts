import type { OptionSpec } from "../table/option-spec.ts";

/** Options of the commands that read a checkpoint as a model. */
export const MODEL_CONFIG_OPTION = {
  name: "model-config",
  type: "text",
  placeholder: "<json>",
  summary: "config.json of the model, where the checkpoint does not tell it all, or tells it wrong",
  configurable: false,
  complete: "file",
} as const satisfies OptionSpec;

export const WEIGHTS_OPTION = {
  name: "weights",
  type: "choice",
  choices: ["raw", "ema"],
  placeholder: "<kind>",
  summary: "weights to take of a checkpoint that has both",
  configurable: false,
} as const satisfies OptionSpec;
