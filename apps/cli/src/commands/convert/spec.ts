import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { MODEL_CONFIG_OPTION, WEIGHTS_OPTION } from "../checkpoint-options.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const CONVERT_OPTIONS = [
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<folder>",
    summary: "folder for the files, made where it is missing",
    configurable: false,
    complete: "folder",
  },
  {
    name: "to",
    type: "text",
    placeholder: "<forms>",
    summary:
      "what to write, with commas between: safetensors, onnx, pt (a file of PyTorch), hf (a folder for transformers)",
    default: "safetensors",
    configurable: false,
  },
  WEIGHTS_OPTION,
  {
    name: "dtype",
    type: "choice",
    choices: ["float32", "float16", "bfloat16", "float64"],
    placeholder: "<type>",
    summary: "element type of the weights; ONNX takes the first two",
    defaultText: "the checkpoint's; float32 in ONNX",
    configurable: false,
  },
  {
    name: "opset",
    type: "integer",
    min: 17,
    max: 22,
    placeholder: "<n>",
    summary: "ONNX operator set",
    defaultText: "17",
    configurable: false,
  },
  {
    name: "dialect",
    type: "text",
    placeholder: "<name>",
    summary: "names and layout of a .pt file, such as nanogpt or torchvision",
    defaultText: "the checkpoint's, where a trainer writes it",
    configurable: false,
  },
  MODEL_CONFIG_OPTION,
  {
    name: "image-size",
    type: "integer",
    min: 1,
    max: 1024,
    placeholder: "<pixels>",
    summary: "side of the pictures that a TinyDiT is written for, its positions interpolated",
    defaultText: "its own",
    configurable: false,
  },
  {
    name: "tokenizer",
    type: "text",
    placeholder: "<folder>",
    summary: "tokenizer that goes into a folder for transformers; its vocabulary must be the model's",
    configurable: false,
    complete: "folder",
  },
  {
    name: "resize-vocab",
    type: "flag",
    summary: "cut or extend the model's vocabulary to the tokenizer's",
    configurable: false,
  },
  {
    name: "pickle",
    type: "flag",
    summary: "write a pytorch_model.bin into a folder for transformers too",
    configurable: false,
  },
  {
    name: "allow-untrained",
    type: "flag",
    summary: "convert weights that were never trained too, and mark the files so",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const convert: CommandSpec = {
  name: "convert",
  summary: "turn a checkpoint into safetensors, ONNX, a .pt file or a folder for transformers",
  details: [
    "Every file is read again and held to the checkpoint, an ONNX file by running it, before any gets its name. When anything fails, the folder is as it was.",
  ],
  arguments: [{ name: "checkpoint", summary: "weight file, or a model's folder", required: true, complete: "file" }],
  options: CONVERT_OPTIONS,
  examples: [
    "tiny-cats convert tinydit_step_1000.pt --out my-model --to safetensors,onnx --weights ema",
    "tiny-cats convert ckpt.pt --out gpt --to hf --tokenizer tokenizer",
    "tiny-cats convert gpt --out back --to pt",
    "tiny-cats convert tinydit-64 --out tinydit-128 --image-size 128 --to safetensors,onnx",
  ],
  load: async () => (await import("./run.ts")).runConvert,
};
