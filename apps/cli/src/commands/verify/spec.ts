import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { MODEL_CONFIG_OPTION, WEIGHTS_OPTION } from "../checkpoint-options.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const VERIFY_OPTIONS = [
  {
    name: "against",
    type: "text",
    placeholder: "<checkpoint>",
    summary: "weight file or folder that an ONNX model should be",
    configurable: false,
    complete: "file",
  },
  {
    name: "tolerance",
    type: "number",
    min: 0,
    max: 1,
    placeholder: "<share>",
    summary: "largest difference of an ONNX model's answers, of the largest number among them",
    defaultText: "0.0001; 0.02 for float16",
    configurable: false,
  },
  WEIGHTS_OPTION,
  MODEL_CONFIG_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const verify: CommandSpec = {
  name: "verify",
  summary: "look a checkpoint through, or hold an ONNX model to its checkpoint",
  details: [
    "A checkpoint: its tensors against the architecture's table, NaN and infinities, signs that it was never trained, and a run of the model. The exit status is 1 where something is wrong.",
    "An ONNX model, with --against: its answers against those of the checkpoint, in float64. Sizes and hashes in a manifest are the matter of tiny-cats models verify.",
  ],
  arguments: [{ name: "file", summary: "weight file, model's folder or .onnx file", required: true, complete: "file" }],
  options: VERIFY_OPTIONS,
  examples: ["tiny-cats verify best_model.pt", "tiny-cats verify model.onnx --against best_model.pt --weights ema"],
  load: async () => (await import("./run.ts")).runVerify,
};
