import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { MODEL_CONFIG_OPTION } from "../checkpoint-options.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const INSPECT_OPTIONS = [
  {
    name: "statistics",
    type: "flag",
    summary: "read every number, for statistics, NaN and duplicates; done anyway up to 256 MB",
    configurable: false,
  },
  MODEL_CONFIG_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const inspect: CommandSpec = {
  name: "inspect",
  summary: "say what a weight file or an ONNX model holds",
  details: [
    "Reads .pt, .pth, .bin, .safetensors, .safetensors.index.json and .onnx, and a model's folder. Nothing in a file is executed.",
  ],
  arguments: [{ name: "file", summary: "file to look into", required: true, complete: "file" }],
  options: INSPECT_OPTIONS,
  examples: ["tiny-cats inspect tinydit_step_1000.pt", "tiny-cats inspect model.onnx --format json"],
  load: async () => (await import("./run.ts")).runInspect,
};
