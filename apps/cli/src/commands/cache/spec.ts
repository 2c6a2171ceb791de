import type { ArgumentSpec, CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { DRY_RUN_OPTION, REPO_TYPE_OPTION } from "../hub-options.ts";
import { REPO_ARGUMENT } from "../repo-argument.ts";

const CACHE_LS_OPTIONS = [FORMAT_OPTION] as const satisfies readonly OptionSpec[];

export const CACHE_VERIFY_OPTIONS = [REPO_TYPE_OPTION, FORMAT_OPTION] as const satisfies readonly OptionSpec[];

export const CACHE_PRUNE_OPTIONS = [
  REPO_TYPE_OPTION,
  DRY_RUN_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const CACHE_RM_OPTIONS = [
  {
    name: "revision",
    type: "text",
    placeholder: "<name>",
    summary: "branch, tag or commit to remove",
    defaultText: "the whole repository",
    configurable: false,
  },
  ...CACHE_PRUNE_OPTIONS,
] as const satisfies readonly OptionSpec[];

const ANY_REPO: ArgumentSpec = {
  ...REPO_ARGUMENT,
  summary: `${REPO_ARGUMENT.summary}; all of them unless told`,
  required: false,
};

export const cache: CommandSpec = {
  name: "cache",
  summary: "look after the cache that Hugging Face's clients share",
  commands: [
    {
      name: "ls",
      summary: "repositories in the cache, their sizes and when they were last used",
      options: CACHE_LS_OPTIONS,
      examples: ["tiny-cats cache ls"],
      load: async () => (await import("./ls.ts")).runCacheLs,
    },
    {
      name: "verify",
      summary: "hash what is in the cache and compare it with what it should be",
      details: ["The exit status is 1 where something is damaged. tiny-cats download --verify mends it."],
      arguments: [ANY_REPO],
      options: CACHE_VERIFY_OPTIONS,
      examples: ["tiny-cats cache verify", "tiny-cats cache verify me/my-model"],
      load: async () => (await import("./verify.ts")).runCacheVerify,
    },
    {
      name: "prune",
      summary: "remove revisions without a branch or tag, and what no revision needs; asks first",
      details: ["What a download is using is left alone, and so is what broke off within the last hour."],
      arguments: [ANY_REPO],
      options: CACHE_PRUNE_OPTIONS,
      examples: ["tiny-cats cache prune --dry-run"],
      load: async () => (await import("./prune.ts")).runCachePrune,
    },
    {
      name: "rm",
      summary: "remove a repository, or one revision, from the cache; asks first",
      arguments: [REPO_ARGUMENT],
      options: CACHE_RM_OPTIONS,
      examples: ["tiny-cats cache rm me/my-model", "tiny-cats cache rm me/my-model --revision v1"],
      load: async () => (await import("./rm.ts")).runCacheRm,
    },
  ],
};
