import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { MODEL_CONFIG_OPTION, WEIGHTS_OPTION } from "../checkpoint-options.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { DATA_OPTION, REPORT_OPTION } from "./eval-options.ts";

export const EVAL_LM_OPTIONS = [
  DATA_OPTION,
  {
    name: "model",
    short: "m",
    type: "text",
    placeholder: "<file>",
    summary: "the model: an .onnx file, a checkpoint, a folder for transformers, or owner/name on the Hub",
    configurable: false,
    complete: "file",
  },
  HUB_OPTION,
  REPORT_OPTION,
  {
    name: "split",
    type: "choice",
    choices: ["val", "train"],
    placeholder: "<split>",
    summary: "part of the set to measure on",
    default: "val",
    configurable: false,
  },
  {
    name: "tokenizer",
    type: "text",
    placeholder: "<folder>",
    summary: "tokenizer that the set was made with, for bits per byte",
    configurable: false,
    complete: "folder",
  },
  {
    name: "block-size",
    type: "integer",
    min: 1,
    placeholder: "<n>",
    summary: "tokens that the model is given at once",
    defaultText: "the smaller of the set's and the model's",
    configurable: false,
  },
  {
    name: "stride",
    type: "integer",
    min: 1,
    placeholder: "<n>",
    summary: "tokens from one window to the next; fewer give each token more before it, and take longer",
    defaultText: "the block size",
    configurable: false,
  },
  {
    name: "limit",
    type: "integer",
    min: 1,
    placeholder: "<n>",
    summary: "tokens to predict, from the beginning of the part",
    defaultText: "all",
    configurable: false,
  },
  WEIGHTS_OPTION,
  MODEL_CONFIG_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const evalLm: CommandSpec = {
  name: "lm",
  summary: "measure a language model on tokens: cross-entropy, perplexity, bits per byte",
  details: [
    "The folder holds train.bin and val.bin (unsigned 16-bit tokens) and metadata.json, as nanoGPT and its relatives write them.",
    "A model whose logits change when later tokens do sees the future, and is refused. A checkpoint is converted in a temporary folder.",
  ],
  options: EVAL_LM_OPTIONS,
  examples: [
    "tiny-cats eval lm --data tokens --model ckpt.pt --out report.html",
    "tiny-cats eval lm --data tokens --model gpt --tokenizer gpt --format json",
  ],
  load: async () => (await import("./lm.ts")).runEvalLm,
};
