import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";
import { BATCH_SIZE_OPTION, GENERATOR_OPTION } from "../model-options.ts";
import { SAMPLER_OPTIONS } from "../sampler-options.ts";

export const GENERATE_OPTIONS = [
  {
    name: "breed",
    short: "b",
    type: "text",
    placeholder: "<breed>",
    summary: "breed to draw, by name, slug, alias or id; repeatable; all for every one the model draws",
    repeatable: true,
    defaultText: "all",
    complete: "breed",
  },
  {
    name: "count",
    short: "n",
    type: "integer",
    placeholder: "<n>",
    summary: "pictures of each breed",
    min: 1,
    max: 100_000,
    default: 1,
  },
  {
    name: "seed",
    short: "s",
    type: "integer",
    placeholder: "<n>",
    summary: "what the noise is made from, 0 to 9007199254740991; the same seed draws the same pictures",
    defaultText: "random, and printed",
  },
  ...SAMPLER_OPTIONS,
  { ...BATCH_SIZE_OPTION, default: 12 },
  GENERATOR_OPTION,
  HUB_OPTION,
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<folder>",
    summary: "folder for the pictures, or - to write the one picture to standard output",
    default: "tiny-cats-drawings",
    complete: "folder",
  },
  { name: "grid", type: "flag", summary: "also write grid.png, a labelled sheet of all pictures" },
  {
    name: "like",
    type: "text",
    placeholder: "<png>",
    summary: "draw that drawing again from the settings it carries, and report how far the pixels differ",
    configurable: false,
    complete: "file",
  },
  {
    name: "queue",
    type: "text",
    placeholder: "<url>",
    summary: "have the workers of tiny-cats serve that share this Redis draw; env takes its address from REDIS_URL",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const generate: CommandSpec = {
  name: "generate",
  summary: "draw cats of a breed",
  details: [
    "The folder holds <Breed>_<kkk>.png, where kkk counts a breed's pictures of that seed, and generation_metadata.json. " +
      "A picture depends on seed, breed, number and settings alone, not on what else is drawn. Files of the same names are replaced, others left alone.",
    "Every picture carries its settings, so that --like can draw it again.",
    "With --queue, nothing is drawn in this process: workers share the work, and a run that was cut off goes on where it was when it is started again with the same seed.",
  ],
  options: GENERATE_OPTIONS,
  examples: [
    "tiny-cats generate --seed 7 --grid",
    "tiny-cats generate --breed siamese --breed bombay --count 4 --guidance 3",
    "tiny-cats generate --breed persian --seed 1 -o - > persian.png",
    "tiny-cats generate --count 4000 --seed 7 --queue redis://127.0.0.1:6379 --out many",
    "tiny-cats generate --like tiny-cats-drawings/Persian_000.png",
  ],
  load: async () => (await import("./run.ts")).runGenerate,
};
