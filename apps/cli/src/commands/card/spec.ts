import type { ArgumentSpec, CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { DRY_RUN_OPTION } from "../hub-options.ts";
import { SET_INDEX_OPTION } from "../image-set-options.ts";

const REPO_OPTION = {
  name: "repo",
  type: "text",
  placeholder: "<owner/name>",
  summary: "repository that the card is for; its address stands in snippets and sources",
  configurable: false,
} as const satisfies OptionSpec;

const REPORTS_OPTION = {
  name: "reports",
  type: "text",
  placeholder: "<folder>",
  summary: "folder with further reports, such as one beside the model's; may be given again",
  repeatable: true,
  configurable: false,
  complete: "folder",
} as const satisfies OptionSpec;

const DATASET_OPTION = {
  name: "dataset",
  type: "flag",
  summary: "the folder is a set of pictures or of tokens; known of a card that was built so",
  configurable: false,
} as const satisfies OptionSpec;

/** What there is to say of a folder that a card is of. */
export const CARD_SOURCE_OPTIONS = [
  REPO_OPTION,
  REPORTS_OPTION,
  DATASET_OPTION,
  SET_INDEX_OPTION,
] as const satisfies readonly OptionSpec[];

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
  ...CARD_SOURCE_OPTIONS,
  {
    name: "title",
    type: "text",
    placeholder: "<text>",
    summary: "the card's heading",
    defaultText: "the model's or set's name",
    configurable: false,
  },
  OUT_OPTION,
  DRY_RUN_OPTION,
  CHECK_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const CARD_UPDATE_OPTIONS = [
  ...CARD_SOURCE_OPTIONS,
  OUT_OPTION,
  DRY_RUN_OPTION,
  CHECK_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

const CARD_VALIDATE_OPTIONS = [...CARD_SOURCE_OPTIONS, FORMAT_OPTION] as const satisfies readonly OptionSpec[];

const CARD_SHOW_OPTIONS = [FORMAT_OPTION] as const satisfies readonly OptionSpec[];

const FOLDER: ArgumentSpec = {
  name: "folder",
  summary: "folder of the model or data set; the current one unless told",
  complete: "folder",
};

export const card: CommandSpec = {
  name: "card",
  summary: "build, validate, update and show cards of models and data sets",
  commands: [
    {
      name: "build",
      summary: "write the card of a folder",
      details: [
        "Numbers are those of reports in evaluation/, benchmarks/, reports/, training/ and samples/, and of those that --reports names, whose model is a file of the folder; all else is not measured. What only people know is read from card-notes.md.",
        "With --dataset every picture or token is read, and counts, sizes and hashes are those that were found; the licence is that of the front matter of card-notes.md.",
        "A card that is there is never written over: update it.",
      ],
      arguments: [FOLDER],
      options: CARD_BUILD_OPTIONS,
      examples: [
        "tiny-cats card build my-model --repo me/my-model",
        "tiny-cats card build my-model --reports reports --dry-run",
        "tiny-cats card build photos --dataset",
      ],
      load: async () => (await import("./build.ts")).runCardBuild,
    },
    {
      name: "validate",
      summary: "hold a card to the Hub's fields and to the files and reports that it is of",
      details: [
        "Give it the --reports that the card was built with. The exit status is 1 where something is wrong with it.",
      ],
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
      arguments: [{ ...FOLDER, summary: "folder with a card, or a Markdown file; the current folder unless told" }],
      options: CARD_SHOW_OPTIONS,
      examples: ["tiny-cats card show my-model", "tiny-cats card show README.md"],
      load: async () => (await import("./show.ts")).runCardShow,
    },
  ],
};
