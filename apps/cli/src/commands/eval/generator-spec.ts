import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { MODEL_CONFIG_OPTION } from "../checkpoint-options.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { BATCH_SIZE_OPTION, GENERATOR_OPTION } from "../model-options.ts";
import { SAMPLER_OPTIONS } from "../sampler-options.ts";
import { DATA_OPTION, PICTURE_OPTIONS, REPORT_OPTION, SEED_OPTION } from "./eval-options.ts";

export const EVAL_GENERATOR_OPTIONS = [
  { ...DATA_OPTION, summary: "folder of real pictures with head boxes to compare with" },
  REPORT_OPTION,
  {
    ...GENERATOR_OPTION,
    summary:
      "generator to measure: a model's folder, an .onnx file its tiny-cats.json lists, owner/name on the Hub, or a TinyDiT checkpoint",
  },
  HUB_OPTION,
  {
    name: "weights",
    type: "text",
    placeholder: "<kinds>",
    summary:
      "weights of a checkpoint to measure, raw, ema or raw,ema; each gets files of its own, as in report-ema.json",
    defaultText: "raw,ema",
    configurable: false,
  },
  MODEL_CONFIG_OPTION,
  {
    name: "extractor",
    type: "text",
    placeholder: "<path>",
    summary: "classifier whose features drawings are compared by: the same for all that is to be compared",
    defaultText: "the embedded one",
    configurable: false,
    complete: "file",
  },
  {
    name: "per-breed",
    type: "integer",
    placeholder: "<n>",
    summary: "drawings of each breed",
    min: 1,
    max: 65_536,
    default: 100,
    configurable: false,
  },
  {
    name: "split",
    type: "choice",
    choices: ["train", "val", "test", "all"],
    placeholder: "<split>",
    summary: "part of the set to compare with",
    default: "all",
    configurable: false,
  },
  ...SAMPLER_OPTIONS,
  {
    name: "samples",
    type: "integer",
    placeholder: "<n>",
    summary: "drawings of each breed on the sheet",
    min: 1,
    max: 100,
    default: 4,
    configurable: false,
  },
  {
    name: "inception",
    type: "text",
    placeholder: "<onnx>",
    summary: "the Inception of the FID, [n,3,299,299] to features and logits, for fid and inception_score",
    configurable: false,
    complete: "file",
  },
  {
    name: "inception-range",
    type: "choice",
    choices: ["0..255", "-1..1"],
    placeholder: "<range>",
    summary: "range of pixels that it takes",
    default: "0..255",
    configurable: false,
  },
  ...PICTURE_OPTIONS,
  SEED_OPTION,
  { ...BATCH_SIZE_OPTION, default: 12 },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

/** `tiny-cats eval generator`. */
export const evalGenerator: CommandSpec = {
  name: "generator",
  summary: "measure a generator's drawings against real pictures",
  details: [
    "Frechet and kernel distance, precision, recall, density, coverage, how often the breed asked for is seen, the nearest real heads, the share that is noise, and a sheet. " +
      "Real pictures are cut to the square about the head, 1.3 times its box, and made as small as the drawings.",
    "All distances are of one classifier's features; reports by different extractors can't be compared. fid and inception_score stay empty without --inception.",
  ],
  options: EVAL_GENERATOR_OPTIONS,
  examples: [
    "tiny-cats eval generator --data pets --out report.json",
    "tiny-cats eval generator --data pets --model checkpoint.pt --weights raw,ema --out report.json",
    "tiny-cats eval generator --data pets --model my-model --per-breed 20 --seed 1 --cache cache --out report.json",
  ],
  load: async () => (await import("./run-generator.ts")).runEvalGenerator,
};
