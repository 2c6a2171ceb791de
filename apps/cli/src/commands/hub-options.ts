import type { OptionSpec } from "../table/option-spec.ts";

/** Which Hub is talked to. */
export const HUB_OPTION = {
  name: "hub",
  type: "text",
  placeholder: "<address>",
  summary: "Hub to talk to; local is the one of tiny-cats hub serve, with its own token",
  defaultText: "HF_ENDPOINT, else https://huggingface.co",
} as const satisfies OptionSpec;

/** What kind of repository a name without a prefix means. */
export const REPO_TYPE_OPTION = {
  name: "type",
  type: "choice",
  choices: ["model", "dataset", "space"],
  placeholder: "<type>",
  summary: "what owner/name is; datasets/owner/name and spaces/owner/name say it themselves",
  defaultText: "model",
  configurable: false,
} as const satisfies OptionSpec;

/** Files that are meant. */
export const INCLUDE_OPTION = {
  name: "include",
  type: "text",
  placeholder: "<pattern>",
  summary: "files that are meant, as .gitignore writes patterns; repeatable",
  repeatable: true,
  defaultText: "all",
  configurable: false,
} as const satisfies OptionSpec;

/** Files that are left out. */
export const EXCLUDE_OPTION = {
  name: "exclude",
  type: "text",
  placeholder: "<pattern>",
  summary: "files that are left out, as .gitignore writes patterns; repeatable",
  repeatable: true,
  configurable: false,
} as const satisfies OptionSpec;

/** A look at what would happen. */
export const DRY_RUN_OPTION = {
  name: "dry-run",
  type: "flag",
  summary: "say what would be done, and change nothing",
  configurable: false,
} as const satisfies OptionSpec;

/** A branch, tag or commit. */
export const REVISION_OPTION = {
  name: "revision",
  type: "text",
  placeholder: "<name>",
  summary: "branch, tag or commit",
  default: "main",
  configurable: false,
} as const satisfies OptionSpec;

/** Where files of a repository go. */
export const DIR_OPTION = {
  name: "dir",
  type: "text",
  placeholder: "<folder>",
  summary: "folder to put the files in, as they are in the repository",
  defaultText: "the cache that Hugging Face's clients share",
  configurable: false,
  complete: "folder",
} as const satisfies OptionSpec;

/** Without the network. */
export const OFFLINE_OPTION = {
  name: "offline",
  type: "flag",
  summary: "ask nobody: only what is there already counts; as with HF_HUB_OFFLINE=1",
  configurable: false,
} as const satisfies OptionSpec;
