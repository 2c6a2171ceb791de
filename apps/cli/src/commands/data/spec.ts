import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { SET_INDEX_OPTION, SET_NAME_OPTION } from "../image-set-options.ts";

export const DATA_REPORT_OPTIONS = [
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<file>",
    summary: "file to write the report to as well: .json, or .md for Markdown",
    configurable: false,
    complete: "file",
  },
  SET_NAME_OPTION,
  SET_INDEX_OPTION,
  {
    name: "threshold",
    type: "integer",
    placeholder: "<bits>",
    summary: "bits of 64 in which pictures that look the same may differ",
    min: 0,
    max: 64,
    default: 10,
    configurable: false,
  },
  {
    name: "follow-links",
    type: "flag",
    summary: "follow links that leave the folder",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const DATA_FETCH_OPTIONS = [
  {
    name: "source",
    type: "text",
    placeholder: "<address>",
    summary: "address of the folder that holds images.tar.gz and annotations.tar.gz",
    defaultText: "the data set's home, www.robots.ox.ac.uk",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const DATA_PREPARE_OPTIONS = [
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<folder>",
    summary: "folder to make, which must be empty or not there",
    configurable: false,
    complete: "folder",
  },
  {
    name: "heads",
    type: "flag",
    summary: "cut the heads out, and leave pictures without a head's box away",
    configurable: false,
  },
  {
    name: "size",
    type: "integer",
    placeholder: "<pixels>",
    summary: "width and height of heads, or the shorter side that pictures are reduced to",
    min: 1,
    max: 4096,
    defaultText: "as they are",
    configurable: false,
  },
  {
    name: "margin",
    type: "number",
    placeholder: "<factor>",
    summary: "side of the square about a head, in longer sides of its box",
    min: 1,
    max: 100,
    default: 1.3,
    configurable: false,
  },
  {
    name: "val",
    type: "number",
    placeholder: "<share>",
    summary: "part of the official trainval that becomes val, of each class",
    min: 0,
    max: 1,
    default: 0.1,
    configurable: false,
  },
  {
    name: "seed",
    type: "integer",
    placeholder: "<n>",
    summary: "seed of that split",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    default: 0,
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const DATA_PREVIEW_OPTIONS = [
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<png>",
    summary: "file to write the sheet to",
    default: "preview.png",
    configurable: false,
    complete: "file",
  },
  {
    name: "augment",
    type: "choice",
    choices: ["none", "basic", "medium", "full"],
    placeholder: "<level>",
    summary: "how much pictures are changed",
    default: "full",
    configurable: false,
  },
  {
    name: "size",
    type: "integer",
    placeholder: "<pixels>",
    summary: "width and height of a picture on the sheet",
    min: 1,
    max: 1024,
    default: 64,
    configurable: false,
  },
  {
    name: "heads",
    type: "flag",
    summary: "heads, as a generator learns them, in place of whole pictures",
    configurable: false,
  },
  {
    name: "seed",
    type: "integer",
    placeholder: "<n>",
    summary: "which pictures are taken, and how they are changed",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    default: 0,
    configurable: false,
  },
  {
    name: "count",
    short: "n",
    type: "integer",
    placeholder: "<n>",
    summary: "pictures, a row each",
    min: 1,
    max: 100,
    default: 8,
    configurable: false,
  },
  {
    name: "changes",
    type: "integer",
    placeholder: "<n>",
    summary: "changed ones beside each",
    min: 1,
    max: 100,
    default: 7,
    configurable: false,
  },
  SET_INDEX_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const data: CommandSpec = {
  name: "data",
  summary: "look after sets of pictures",
  commands: [
    {
      name: "fetch",
      summary: "bring Oxford-IIIT Pet here: 811 MB of photos of cats and dogs, with heads and breeds",
      details: [
        "Parkhi et al., Cats and Dogs, CVPR 2012; CC BY-SA 4.0, as NOTICE.txt says. Both archives are held to their MD5. What is there already is left, and what was broken off is gone on with.",
      ],
      arguments: [{ name: "folder", summary: "folder for the archives", required: true, complete: "folder" }],
      options: DATA_FETCH_OPTIONS,
      examples: ["tiny-cats data fetch pets-archives"],
      load: async () => (await import("./fetch.ts")).runDataFetch,
    },
    {
      name: "prepare",
      summary: "make a set to train on of what data fetch brought",
      details: [
        "The official test part is kept apart, and train and val are split from the official trainval by the seed. The set has an index.csv with boxes of heads and hashes, a NOTICE.txt, and a manifest.json that says how it was made.",
        "It is there whole or not at all. Pictures that are cut or reduced become PNG files; the official test part has no boxes of heads.",
      ],
      arguments: [
        {
          name: "folder",
          summary: "folder with the archives, or with images/ and annotations/",
          required: true,
          complete: "folder",
        },
      ],
      options: DATA_PREPARE_OPTIONS,
      examples: [
        "tiny-cats data prepare pets-archives --out pets",
        "tiny-cats data prepare pets-archives --out heads --heads --size 128",
      ],
      load: async () => (await import("./prepare.ts")).runDataPrepare,
    },
    {
      name: "report",
      summary: "say what a set of pictures holds, and what is wrong with it",
      details: [
        "A set is a folder with a folder a class (in train, val and test, or not), an index.csv, or lists as Oxford-IIIT Pet has them. Every picture is read.",
        "The exit status is 1 where the report has an error: an empty class, a broken picture, a file that is not what the index says, the same file in two splits or classes.",
      ],
      arguments: [{ name: "folder", summary: "folder of the set", required: true, complete: "folder" }],
      options: DATA_REPORT_OPTIONS,
      examples: ["tiny-cats data report photos", "tiny-cats data report photos --out photos.md --format json"],
      load: async () => (await import("./report.ts")).runDataReport,
    },
    {
      name: "preview",
      summary: "draw a sheet of what augmentation does to pictures",
      details: [
        "A row for each of some pictures of train: at first as it is cut out, then changed by chance, as train changes them. Whole pictures are cut as a classifier's are, 40 to 100 % of their area; heads as a generator's.",
      ],
      arguments: [{ name: "folder", summary: "folder of the set", required: true, complete: "folder" }],
      options: DATA_PREVIEW_OPTIONS,
      examples: ["tiny-cats data preview pets --out sheet.png --augment full --size 64 --heads --seed 0 --count 8"],
      load: async () => (await import("./preview.ts")).runDataPreview,
    },
  ],
};
