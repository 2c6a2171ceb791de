import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const VALIDATE_OPTIONS = [
  {
    name: "thresholds",
    type: "text",
    placeholder: "<json>",
    summary: "file with thresholds that are not the defaults, such as max_fid",
    configurable: false,
    complete: "file",
  },
  {
    name: "allow-missing",
    type: "text",
    placeholder: "<gate or path>",
    repeatable: true,
    summary: "gate that need not be measured (kid, generator:kid), or file that need not be there; may be repeated",
    configurable: false,
  },
  { name: "strict", type: "flag", summary: "fail on warnings too", configurable: false },
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<json>",
    summary: "file to write the report to as well",
    configurable: false,
    complete: "file",
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const validate: CommandSpec = {
  name: "validate",
  summary: "hold a model's folder to every gate before publishing",
  details: [
    "The folder is a model's own, with its tiny-cats.json, or one laid out to be published, a generator in generator/. The exit status is 1 where a gate fails; what nobody has measured fails too, and says how to measure it.",
  ],
  arguments: [
    {
      name: "folder",
      summary: "folder of a model, or of one laid out to be published",
      required: true,
      complete: "folder",
    },
  ],
  options: VALIDATE_OPTIONS,
  examples: [
    "tiny-cats validate my-model",
    "tiny-cats validate my-model --allow-missing kid --thresholds thresholds.json --out validation_report.json",
  ],
  load: async () => (await import("./run.ts")).runValidate,
};
