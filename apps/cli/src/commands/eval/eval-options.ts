import type { OptionSpec } from "../../table/option-spec.ts";
import { SET_INDEX_OPTION, SET_NAME_OPTION } from "../image-set-options.ts";

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

/** Options that measuring on pictures shares. */
export const PICTURE_OPTIONS = [
  SET_NAME_OPTION,
  SET_INDEX_OPTION,
  {
    name: "limit",
    type: "integer",
    placeholder: "<n>",
    summary: "measure on this many of the pictures, taken at random by the seed",
    min: 1,
    max: 1_000_000,
    defaultText: "all",
    configurable: false,
  },
  {
    name: "cache",
    setting: "eval-cache",
    type: "text",
    placeholder: "<folder>",
    summary: "folder to keep what is computed of pictures in; the same command goes on where it was",
    complete: "folder",
  },
] as const satisfies readonly OptionSpec[];

/** What decides chance in a measurement. */
export const SEED_OPTION = {
  name: "seed",
  short: "s",
  setting: "eval-seed",
  type: "integer",
  placeholder: "<n>",
  summary: "what is random comes of, 0 to 9007199254740991",
  default: 0,
} as const satisfies OptionSpec;
