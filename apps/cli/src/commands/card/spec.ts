import type { ArgumentSpec, CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { DRY_RUN_OPTION } from "../hub-options.ts";

const REPO_OPTION = {
  name: "repo",
  type: "text",
  placeholder: "<owner/name>",
  summary: "repository that the card is for; its address stands in snippets and sources",
  configurable: false,
} as const satisfies OptionSpec;

const CHECK_OPTION = {
  name: "check",
  type: "flag",
  summary: "write nothing; end with 1 where the card would change",
  configurable: false,
} as const satisfies OptionSpec;

const OUT_OPTION = {
  name: "out",
  short: "o",
  type: "text",
  placeholder: "<file>",
  summary: "file for the card",
  defaultText: "README.md in the folder",
  configurable: false,
  complete: "file",
} as const satisfies OptionSpec;

export const CARD_BUILD_OPTIONS = [
  REPO_OPTION,
  {
    name: "title",
    type: "text",
    placeholder: "<text>",
    summary: "the card's heading",
    defaultText: "the model's name",
    configurable: false,
  },
  OUT_OPTION,
  DRY_RUN_OPTION,
  CHECK_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const CARD_UPDATE_OPTIONS = [
  REPO_OPTION,
  OUT_OPTION,
  DRY_RUN_OPTION,
  CHECK_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const CARD_VALIDATE_OPTIONS = [REPO_OPTION, FORMAT_OPTION] as const satisfies readonly OptionSpec[];

const CARD_SHOW_OPTIONS = [FORMAT_OPTION] as const satisfies readonly OptionSpec[];

const FOLDER: ArgumentSpec = {
  name: "folder",
  summary: "model's folder; the current one unless told",
  complete: "folder",
};

export const card: CommandSpec = {
  name: "card",
  summary: "build, validate, update and show model cards",
  commands: [
    {
      name: "build",
      summary: "write the model card of a folder",
      details: [
        "Numbers are those of reports in evaluation/, benchmarks/, reports/, training/ and samples/ whose model is a file of the folder; all else is not measured. What only people know is read from card-notes.md.",
        "A card that is there is never written over: update it.",
      ],
      arguments: [FOLDER],
      options: CARD_BUILD_OPTIONS,
      examples: ["tiny-cats card build my-model --repo me/my-model", "tiny-cats card build my-model --dry-run"],
      load: async () => (await import("./build.ts")).runCardBuild,
    },
    {
      name: "validate",
      summary: "hold a card to the Hub's fields and to the files and reports beside it",
      details: ["The exit status is 1 where something is wrong with it."],
      arguments: [FOLDER],
      options: CARD_VALIDATE_OPTIONS,
      examples: ["tiny-cats card validate my-model", "tiny-cats card validate my-model --format json"],
      load: async () => (await import("./validate.ts")).runCardValidate,
    },
    {
      name: "update",
      summary: "generate a card's sections anew and keep what people wrote",
      details: ["A section that was changed by hand stays as it is, and so do keys of the front matter that were."],
      arguments: [FOLDER],
      options: CARD_UPDATE_OPTIONS,
      examples: ["tiny-cats card update my-model", "tiny-cats card update my-model --check"],
      load: async () => (await import("./update.ts")).runCardUpdate,
    },
    {
      name: "show",
      summary: "show a card in the terminal",
      arguments: [{ ...FOLDER, summary: "model's folder, or a Markdown file; the current folder unless told" }],
      options: CARD_SHOW_OPTIONS,
      examples: ["tiny-cats card show my-model", "tiny-cats card show README.md"],
      load: async () => (await import("./show.ts")).runCardShow,
    },
  ],
};
