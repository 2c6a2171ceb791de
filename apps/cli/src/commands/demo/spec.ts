import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";

export const DEMO_OPTIONS = [
  {
    name: "out",
    short: "o",
    type: "text",
    placeholder: "<folder>",
    summary: "folder for the drawings",
    default: "out",
    configurable: false,
    complete: "folder",
  },
] as const satisfies readonly OptionSpec[];

export const demo: CommandSpec = {
  name: "demo",
  summary: "classify pictures, draw one cat of each breed and see what the classifier says of them",
  arguments: [
    { name: "pictures", summary: "files, folders or patterns; none is needed", variadic: true, complete: "file" },
  ],
  options: DEMO_OPTIONS,
  examples: ["tiny-cats demo my-cat.jpg", "tiny-cats demo --out drawings"],
  load: async () => (await import("./run.ts")).runDemo,
};
