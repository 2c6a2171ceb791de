import type { OptionSpec } from "../../table/option-spec.ts";

/** Options of every command that measures. */
export const DATA_OPTION = {
  name: "data",
  type: "text",
  placeholder: "<folder>",
  summary: "folder of the set to measure on",
  configurable: false,
  complete: "folder",
} as const satisfies OptionSpec;

export const REPORT_OPTION = {
  name: "out",
  short: "o",
  type: "text",
  placeholder: "<file>",
  summary: "file to write the report to as well: .json, .md, or .html with its pictures in it",
  configurable: false,
  complete: "file",
} as const satisfies OptionSpec;
