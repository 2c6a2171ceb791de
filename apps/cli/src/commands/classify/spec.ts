import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { BATCH_SIZE_OPTION, CLASSIFIER_OPTION } from "../model-options.ts";

export const CLASSIFY_OPTIONS = [
  {
    name: "top-k",
    short: "k",
    type: "integer",
    placeholder: "<n>",
    summary: "classes to print for each picture, 1 to the model's number of classes",
    min: 1,
    max: 1000,
    default: 5,
  },
  { name: "recursive", short: "r", type: "flag", summary: "look for pictures in folders inside folders as well" },
  CLASSIFIER_OPTION,
  HUB_OPTION,
  { ...BATCH_SIZE_OPTION, default: 8 },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const classify: CommandSpec = {
  name: "classify",
  summary: "say which breed of cat pictures show",
  details: [
    'Pictures are JPEG, PNG, WebP, AVIF, GIF or TIFF files, folders of them, patterns such as "cats/*.jpg", or - for a picture on standard input.',
    "A picture that can't be read is reported and the rest is done; the exit status is then 1.",
  ],
  arguments: [
    { name: "pictures", summary: "files, folders, patterns, or -", required: true, variadic: true, complete: "file" },
  ],
  options: CLASSIFY_OPTIONS,
  examples: [
    "tiny-cats classify my-cat.jpg",
    "tiny-cats classify photos --recursive --format jsonl | jq .cat_probability",
    "curl -s https://example.org/cat.jpg | tiny-cats classify - --top-k 1",
  ],
  load: async () => (await import("./run.ts")).runClassify,
};
