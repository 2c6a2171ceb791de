import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { DRY_RUN_OPTION, HUB_OPTION } from "../hub-options.ts";

const path = { type: "text", placeholder: "<path>", configurable: false, complete: "file" } as const;
const folder = { type: "text", placeholder: "<folder>", configurable: false, complete: "folder" } as const;
const flag = { type: "flag", configurable: false } as const;
const kinds = { type: "text", placeholder: "<kinds>", configurable: false } as const;

export const PUBLISH_OPTIONS = [
  {
    name: "repo",
    type: "text",
    placeholder: "<owner/name>",
    summary: "repository to publish to; it is made where it is missing",
    configurable: false,
  },
  { ...DRY_RUN_OPTION, summary: "prepare, judge and measure everything, show the plan, and send nothing" },
  { ...flag, name: "private", summary: "make the repository private; one that is public already is refused" },
  { ...flag, name: "pr", summary: "open a pull request in place of a commit; it gets no tag" },
  {
    name: "message",
    type: "text",
    placeholder: "<text>",
    summary: "the commit's title",
    defaultText: "what is published",
    configurable: false,
  },
  {
    name: "tag",
    type: "text",
    placeholder: "<template>",
    summary:
      "tag of the verified commit; {version} {date} {accuracy} {kid} {fid} {perplexity} are filled in, of data {sha256} {date}",
    defaultText: "v{version}-{date}, of data data-{sha256}",
    configurable: false,
  },
  { ...flag, name: "no-tag", summary: "tag nothing" },
  { ...kinds, name: "only", summary: "kinds of model to publish: classifier, generator, language, with commas" },
  { ...kinds, name: "skip", summary: "kinds of model to leave out" },
  {
    name: "allow-missing",
    type: "text",
    placeholder: "<name>",
    summary: "file or gate that may be missing, such as generator/model.safetensors or cat-accuracy; repeatable",
    repeatable: true,
    configurable: false,
  },
  {
    name: "variant",
    type: "choice",
    choices: ["raw", "ema"],
    placeholder: "<weights>",
    summary: "weights to take of a checkpoint that has both",
    defaultText: "ema where there are some",
    configurable: false,
  },
  {
    name: "layout",
    type: "choice",
    choices: ["house", "seed"],
    placeholder: "<layout>",
    summary: "house is what transformers and transformers.js load; seed is classifier/ and generator/ with model.pt",
    default: "house",
    configurable: false,
  },
  { ...path, name: "classifier", summary: "classifier to publish: a checkpoint or a model's folder" },
  { ...path, name: "generator", summary: "generator to publish" },
  { ...path, name: "language", summary: "language model to publish" },
  {
    ...path,
    name: "onnx-classifier",
    summary: "graph of the classifier, taken when it gives the checkpoint's outputs",
  },
  { ...path, name: "onnx-generator", summary: "graph of the generator, likewise" },
  {
    ...path,
    name: "evaluation-report",
    repeatable: true,
    summary: "evaluation report of one of the models, or a folder of reports; repeatable",
  },
  {
    ...path,
    name: "benchmark-report",
    repeatable: true,
    summary: "benchmark report of one of the models, or a folder of reports; repeatable",
  },
  { ...folder, name: "samples-dir", summary: "drawings of the generator with their generation_metadata.json" },
  { ...folder, name: "data", summary: "set of pictures or tokens to measure on what no report says" },
  {
    ...folder,
    name: "dataset",
    summary: "publish this set of pictures, tokens or listed files to a dataset repository, and no models",
  },
  { ...folder, name: "tokenizer", summary: "folder with the tokenizer of a language model" },
  {
    name: "license",
    type: "text",
    placeholder: "<spdx>",
    summary: "licence of models whose manifest names none, or of the data, such as CC-BY-SA-4.0",
    configurable: false,
  },
  { ...path, name: "thresholds", summary: "thresholds.json with the gates' limits that are to differ" },
  {
    ...folder,
    name: "work",
    summary: "folder that keeps what another run needs to go on",
    defaultText: ".cache/tiny-cats/publish/<owner>--<name>",
  },
  {
    ...folder,
    name: "report-dir",
    summary: "folder for publish-report.json and publish-report.md",
    defaultText: "the work folder",
  },
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

/** `tiny-cats publish`. */
export const publish: CommandSpec = {
  name: "publish",
  summary: "bring models to a verified, documented, tagged repository on the Hugging Face Hub",
  details: [
    "Without a folder or a path the embedded models are published. A folder is a model's, or a project's whose checkpoints are looked for; what was looked at is printed.",
    "Checkpoints are converted, judged by the gates of tiny-cats validate, measured and described in a card; then everything is sent, downloaded again into an empty cache, compared and run, and only then tagged. " +
      "A run that was stopped is gone on with by the same command.",
  ],
  arguments: [{ name: "folder", summary: "folder of a model, or of a project", required: false, complete: "folder" }],
  options: PUBLISH_OPTIONS,
  examples: [
    "tiny-cats publish --repo me/tiny-cats --dry-run",
    "tiny-cats publish out --repo me/my-model --private --yes",
    "tiny-cats publish --dataset pictures --license CC-BY-4.0 --repo me/pictures",
    "tiny-cats publish --classifier model.pt --data photos --license CC-BY-SA-4.0 --repo me/my-cats",
  ],
  load: async () => (await import("./run.ts")).runPublish,
};
