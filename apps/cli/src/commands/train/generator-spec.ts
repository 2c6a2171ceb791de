import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { SET_INDEX_OPTION } from "../image-set-options.ts";
import { DATA_OPTIONS, KINDS, RECORD_OPTIONS, RUN_OPTIONS, UPDATE_OPTIONS } from "./training-options.ts";

const { own, count, share } = KINDS;

export const TRAIN_GENERATOR_OPTIONS = [
  ...RUN_OPTIONS,
  {
    ...own,
    name: "preset",
    type: "choice",
    choices: ["tinydit-64", "tinydit-128", "tinydit-256"],
    placeholder: "<name>",
    summary: "size of the pictures and of the network",
    defaultText: "that of --from, else tinydit-64",
  },
  {
    ...count,
    name: "width",
    summary: "numbers that stand for a patch, a multiple of --heads",
    defaultText: "the preset's",
  },
  { ...count, name: "depth", summary: "blocks", defaultText: "the preset's" },
  { ...count, name: "heads", summary: "heads of attention", defaultText: "the preset's" },
  {
    ...own,
    name: "prediction",
    type: "choice",
    choices: ["sample", "velocity"],
    placeholder: "<kind>",
    summary: "what the network predicts: the picture, or the way to it",
    defaultText: "that of --from, else sample",
  },
  {
    ...own,
    name: "image-sizes",
    type: "text",
    placeholder: "<sizes>",
    summary:
      "sides of the pictures to learn from, the network's own among them, such as 64,128: each update has one by chance",
    defaultText: "the network's own",
  },
  ...UPDATE_OPTIONS,
  {
    ...share,
    name: "label-dropout",
    summary: "part of the pictures that are learnt without their label, for guidance",
  },
  {
    ...own,
    name: "time-sampling",
    type: "text",
    placeholder: "<kind>",
    summary: "how times between noise and picture are drawn: uniform, or logit-normal[:mean,std]",
  },
  ...DATA_OPTIONS,
  ...RECORD_OPTIONS,
  {
    ...count,
    name: "sample-every",
    summary: "updates from one sheet of drawings to the next",
    defaultText: "that of --save-every",
  },
  SET_INDEX_OPTION,
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

/** `tiny-cats train generator`. */
export const trainGeneratorSpec: CommandSpec = {
  name: "generator",
  summary: "train a TinyDiT that draws cats of a breed",
  details: [
    "Learns from the heads in the pictures of train, where the set has boxes of them, and measures on those of val. The run can be stopped at any moment (Ctrl-C, SIGTERM, SIGHUP): it saves and ends with 0, and --resume goes on from there to the same bits.",
    "The average of weights is what is drawn and measured: sheets are in samples/ of --out. convert, eval and publish read the folder.",
  ],
  options: TRAIN_GENERATOR_OPTIONS,
  examples: [
    "tiny-cats train generator --data pets --out run --preset tinydit-64 --steps 20000 --augment basic",
    "tiny-cats train generator --data pets --out more --from hub:me/tiny-cats --steps 5000 --lr 5e-5",
    "tiny-cats train generator --data pets --out run --resume",
  ],
  load: async () => (await import("./run-generator.ts")).runTrainGenerator,
};
