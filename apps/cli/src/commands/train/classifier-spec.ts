import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { SET_INDEX_OPTION } from "../image-set-options.ts";
import { DATA_OPTIONS, KINDS, RECORD_OPTIONS, RUN_OPTIONS, UPDATE_OPTIONS } from "./training-options.ts";

const { own, number, share } = KINDS;

export const TRAIN_CLASSIFIER_OPTIONS = [
  ...RUN_OPTIONS,
  {
    ...own,
    name: "backbone",
    type: "choice",
    choices: ["resnet18", "resnet34", "resnet50", "mobilenet_v2", "mobilenet_v3_small"],
    placeholder: "<name>",
    summary: "network to train",
    defaultText: "that of --from, else mobilenet_v2",
  },
  { ...own, name: "freeze", type: "flag", summary: "train the head alone, and leave the backbone as it is" },
  ...UPDATE_OPTIONS,
  { ...number, name: "head-lr", summary: "learning rate of the head" },
  { ...share, name: "layer-decay", summary: "factor of the rate from one layer to the one before it" },
  ...DATA_OPTIONS,
  {
    ...number,
    name: "mixup",
    summary: "both parameters of the Beta distribution that pictures are mixed by; 0 is none",
  },
  { ...share, name: "label-smoothing", summary: "part of a label's weight that all share" },
  {
    ...own,
    name: "class-weights",
    type: "text",
    placeholder: "<weights>",
    summary: "what a class counts for: balanced, or such as Other=0.5,Bengal=2",
    defaultText: "1 each",
  },
  ...RECORD_OPTIONS,
  SET_INDEX_OPTION,
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

/** `tiny-cats train classifier`. */
export const trainClassifierSpec: CommandSpec = {
  name: "classifier",
  summary: "train a classifier of cats, from any backbone",
  details: [
    "Learns from the pictures of train and measures on those of val. The run can be stopped at any moment (Ctrl-C, SIGTERM, SIGHUP): it saves and ends with 0, and --resume goes on from there to the same bits.",
    "What it ends with, the average of weights with its temperature calibrated on val, is in final/ of --out, which convert, eval and publish read.",
  ],
  options: TRAIN_CLASSIFIER_OPTIONS,
  examples: [
    "tiny-cats train classifier --data pets --out run --from backbone.onnx --backbone mobilenet_v2",
    "tiny-cats train classifier --data pets --out run --resume",
  ],
  load: async () => (await import("./run-classifier.ts")).runTrainClassifier,
};
