import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { DIR_OPTION, HUB_OPTION, OFFLINE_OPTION } from "../hub-options.ts";

export const PULL_OPTIONS = [
  { ...DIR_OPTION, summary: "folder for the repository's files, or for the checkpoint made of them" },
  {
    name: "as",
    type: "choice",
    choices: ["folder", "checkpoint"],
    placeholder: "<form>",
    summary: "the repository's files, or a .pt file that training goes on from",
    defaultText: "folder; checkpoint where a dialect is named",
    configurable: false,
  },
  {
    name: "dialect",
    type: "choice",
    choices: ["nanogpt", "nanecho-cache", "nanecho-trainer", "dit-trainer", "classifier"],
    placeholder: "<name>",
    summary: "layout of the checkpoint",
    defaultText: "the usual one of the model",
    configurable: false,
  },
  {
    name: "only",
    type: "text",
    placeholder: "<kinds>",
    summary: "models that are wanted of several, with commas between: classifier, generator, language",
    defaultText: "all",
    configurable: false,
  },
  OFFLINE_OPTION,
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const pull: CommandSpec = {
  name: "pull",
  summary: "bring a model's repository here, checked to the last byte and tensor",
  details: [
    "Files are held to the Hub's hashes, to the repository's SHA256SUMS and tiny-cats.json, and weights to their configuration. lineage.json in the folder says which commit they are of.",
    "A folder must be new or empty, or an earlier pull's of the same repository, which is brought up to date. A checkpoint that training went on in is never replaced. What was broken off leaves nothing half, and is gone on with.",
  ],
  arguments: [{ name: "repo", summary: "owner/name, or owner/name@revision", required: true }],
  options: PULL_OPTIONS,
  examples: [
    "tiny-cats pull me/tiny-cats --dir my-cats",
    "tiny-cats pull me/tiny-cats@v1.2.0",
    "tiny-cats pull me/tiny-gpt --dir training --dialect nanogpt",
  ],
  load: async () => (await import("./run.ts")).runPull,
};
