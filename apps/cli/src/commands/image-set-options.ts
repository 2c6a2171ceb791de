import type { OptionSpec } from "../table/option-spec.ts";

/** What a report calls a set. */
export const SET_NAME_OPTION = {
  name: "name",
  type: "text",
  placeholder: "<name>",
  summary: "name of the set in the report",
  defaultText: "the folder's",
  configurable: false,
} as const satisfies OptionSpec;

/** Where a set says what its pictures are. */
export const SET_INDEX_OPTION = {
  name: "index",
  type: "text",
  placeholder: "<file>",
  summary: "index (.csv) or list inside the folder that says what the pictures are",
  defaultText: "index.csv, else train.txt, val.txt, test.txt or list.txt, else folders are classes",
  configurable: false,
} as const satisfies OptionSpec;
