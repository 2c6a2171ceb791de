import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const EVAL_COMPARE_OPTIONS = [
  {
    name: "predictions",
    type: "text",
    placeholder: "<csv>",
    summary:
      "predictions of a classifier picture by picture, once for each report, a's first: accuracies are compared by them",
    repeatable: true,
    configurable: false,
    complete: "file",
  },
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<file>",
    summary: "file to write the comparison to as well: .json, .md or .html",
    configurable: false,
    complete: "file",
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const evalCompare: CommandSpec = {
  name: "compare",
  summary: "say whether the second of two reports is better beyond noise",
  details: [
    "Reports of different tasks, sets, splits, extractors or labels are refused. A verdict is given where the interval of the difference leaves 0 out.",
  ],
  arguments: [
    { name: "a", summary: "report (.json) of the first model", required: true, complete: "file" },
    { name: "b", summary: "report (.json) of the second", required: true, complete: "file" },
  ],
  options: EVAL_COMPARE_OPTIONS,
  examples: [
    "tiny-cats eval compare old.json new.json",
    "tiny-cats eval compare a.json b.json --predictions a.csv --predictions b.csv",
  ],
  load: async () => (await import("./compare.ts")).runEvalCompare,
};
