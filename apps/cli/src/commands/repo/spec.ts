import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION, REPO_TYPE_OPTION, REVISION_OPTION } from "../hub-options.ts";
import { REPO_ARGUMENT } from "../repo-argument.ts";

const SHARED = [REPO_TYPE_OPTION, HUB_OPTION, FORMAT_OPTION] as const satisfies readonly OptionSpec[];

const REMOVE_OPTION = { name: "delete", type: "flag", configurable: false } as const;

const EXIST_OK_OPTION = { name: "exist-ok", type: "flag", configurable: false } as const;

export const CREATE_OPTIONS = [
  {
    name: "private",
    type: "flag",
    summary: "let nobody see it who is not let in; else what the owner's settings say",
    configurable: false,
  },
  { ...EXIST_OK_OPTION, summary: "be content with one that exists" },
  {
    name: "license",
    type: "text",
    placeholder: "<name>",
    summary: "licence for the first card, such as apache-2.0",
    configurable: false,
  },
  {
    name: "sdk",
    type: "choice",
    choices: ["streamlit", "gradio", "docker", "static"],
    placeholder: "<name>",
    summary: "what a Space runs on",
    defaultText: "static",
    configurable: false,
  },
  ...SHARED,
] as const satisfies readonly OptionSpec[];

export const DELETE_OPTIONS = SHARED;

export const TAG_OPTIONS = [
  { ...REVISION_OPTION, summary: "what is tagged" },
  { name: "message", type: "text", placeholder: "<text>", summary: "the tag's message", configurable: false },
  { ...EXIST_OK_OPTION, summary: "be content with one that exists at the same commit" },
  { ...REMOVE_OPTION, summary: "delete the tag; asks first" },
  ...SHARED,
] as const satisfies readonly OptionSpec[];

export const BRANCH_OPTIONS = [
  { ...REVISION_OPTION, summary: "where the branch begins" },
  { ...EXIST_OK_OPTION, summary: "be content with one that exists, wherever it stands" },
  { ...REMOVE_OPTION, summary: "delete the branch; asks first" },
  ...SHARED,
] as const satisfies readonly OptionSpec[];

export const LIST_OPTIONS = [
  { name: "search", type: "text", placeholder: "<text>", summary: "part of the name", configurable: false },
  {
    name: "limit",
    type: "integer",
    placeholder: "<n>",
    summary: "the most that are listed",
    min: 1,
    default: 1000,
    configurable: false,
  },
  { ...REPO_TYPE_OPTION, summary: "what is listed" },
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const INFO_OPTIONS = [REVISION_OPTION, ...SHARED] as const satisfies readonly OptionSpec[];

export const repo: CommandSpec = {
  name: "repo",
  summary: "make, delete, tag, list and describe repositories of the Hugging Face Hub",
  commands: [
    {
      name: "create",
      summary: "make a repository",
      arguments: [REPO_ARGUMENT],
      options: CREATE_OPTIONS,
      examples: ["tiny-cats repo create me/my-model --private --exist-ok"],
      load: async () => (await import("./create.ts")).runRepoCreate,
    },
    {
      name: "delete",
      summary: "delete a repository with all it holds, for good",
      details: ["It asks for the repository's name; --yes answers it."],
      arguments: [REPO_ARGUMENT],
      options: DELETE_OPTIONS,
      examples: ["tiny-cats repo delete datasets/me/pictures"],
      load: async () => (await import("./delete.ts")).runRepoDelete,
    },
    {
      name: "tag",
      summary: "tag a revision, or delete a tag",
      arguments: [REPO_ARGUMENT, { name: "tag", summary: "the tag's name", required: true }],
      options: TAG_OPTIONS,
      examples: ["tiny-cats repo tag me/my-model v1", "tiny-cats repo tag me/my-model v1 --delete"],
      load: async () => (await import("./tag.ts")).runRepoTag,
    },
    {
      name: "branch",
      summary: "make a branch, or delete one",
      arguments: [REPO_ARGUMENT, { name: "branch", summary: "the branch's name", required: true }],
      options: BRANCH_OPTIONS,
      examples: ["tiny-cats repo branch me/my-model try --revision v1"],
      load: async () => (await import("./branch.ts")).runRepoBranch,
    },
    {
      name: "list",
      summary: "list an account's repositories",
      arguments: [{ name: "owner", summary: "user or organisation; whom your token belongs to unless told" }],
      options: LIST_OPTIONS,
      examples: ["tiny-cats repo list", "tiny-cats repo list me --type dataset --search cats"],
      load: async () => (await import("./list.ts")).runRepoList,
    },
    {
      name: "info",
      summary: "what the Hub says of a repository: commit, branches, tags and files",
      arguments: [REPO_ARGUMENT],
      options: INFO_OPTIONS,
      examples: ["tiny-cats repo info me/my-model --revision v1"],
      load: async () => (await import("./info.ts")).runRepoInfo,
    },
  ],
};
