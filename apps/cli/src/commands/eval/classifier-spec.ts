import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { MODEL_CONFIG_OPTION, WEIGHTS_OPTION } from "../checkpoint-options.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { BATCH_SIZE_OPTION, CLASSIFIER_OPTION } from "../model-options.ts";
import { DATA_OPTION, PICTURE_OPTIONS, REPORT_OPTION, SEED_OPTION } from "./eval-options.ts";

export const EVAL_CLASSIFIER_OPTIONS = [
  DATA_OPTION,
  REPORT_OPTION,
  {
    name: "split",
    type: "choice",
    choices: ["train", "val", "test", "all"],
    placeholder: "<split>",
    summary: "part of the set; of a set without splits it is all",
    configurable: false,
  },
  {
    ...CLASSIFIER_OPTION,
    summary:
      "classifier to measure: a model's folder, an .onnx file its tiny-cats.json lists, owner/name[@revision] on the Hub, or a checkpoint of a ResNet or MobileNet, a training's folder among them",
  },
  WEIGHTS_OPTION,
  MODEL_CONFIG_OPTION,
  HUB_OPTION,
  {
    name: "predictions",
    type: "text",
    placeholder: "<file>",
    summary: "also write every picture's probabilities, as .csv",
    configurable: false,
    complete: "file",
  },
  ...PICTURE_OPTIONS,
  SEED_OPTION,
  { ...BATCH_SIZE_OPTION, default: 8 },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

/** `tiny-cats eval classifier`. */
export const evalClassifier: CommandSpec = {
  name: "classifier",
  summary: "measure a classifier on pictures with labels",
  details: [
    "Accuracy with its interval, top-k, precision, recall and F1 of each class, confusion matrix, cat or not, calibration error. Pictures that can't be read are listed, and not counted.",
    "A checkpoint (.pt, .safetensors, a folder of them) is converted in a temporary folder; it needs an output for each of the 13 labels, and its pictures are prepared as the embedded classifier's.",
    "The report names the split. Accuracy on the split train says nothing of other pictures, and the report says that these were seen in training. The exit status is 1 where a picture could not be read.",
  ],
  options: EVAL_CLASSIFIER_OPTIONS,
  examples: [
    "tiny-cats eval classifier --data pets --split val --out report.json",
    "tiny-cats eval classifier --data pets --split val --model best_model.pt --out report.html",
    "tiny-cats eval classifier --data photos --model my-model --out report.json --predictions predictions.csv",
  ],
  load: async () => (await import("./run-classifier.ts")).runEvalClassifier,
};
