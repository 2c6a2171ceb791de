import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { SET_INDEX_OPTION, SET_NAME_OPTION } from "../image-set-options.ts";

export const DATA_REPORT_OPTIONS = [
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<file>",
    summary: "file to write the report to as well: .json, or .md for Markdown",
    configurable: false,
    complete: "file",
  },
  SET_NAME_OPTION,
  SET_INDEX_OPTION,
  {
    name: "threshold",
    type: "integer",
    placeholder: "<bits>",
    summary: "bits of 64 in which pictures that look the same may differ",
    min: 0,
    max: 64,
    default: 10,
    configurable: false,
  },
  {
    name: "follow-links",
    type: "flag",
    summary: "follow links that leave the folder",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const data: CommandSpec = {
  name: "data",
  summary: "look after sets of pictures",
  commands: [
    {
      name: "report",
      summary: "say what a set of pictures holds, and what is wrong with it",
      details: [
        "A set is a folder with a folder a class (in train, val and test, or not), an index.csv, or lists as Oxford-IIIT Pet has them. Every picture is read.",
        "The exit status is 1 where the report has an error: an empty class, a broken picture, a file that is not what the index says, the same file in two splits or classes.",
      ],
      arguments: [{ name: "folder", summary: "folder of the set", required: true, complete: "folder" }],
      options: DATA_REPORT_OPTIONS,
      examples: ["tiny-cats data report photos", "tiny-cats data report photos --out photos.md --format json"],
      load: async () => (await import("./report.ts")).runDataReport,
    },
  ],
};
