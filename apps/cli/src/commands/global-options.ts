import type { OptionSpec } from "../table/option-spec.ts";

/** Options that every command takes, before or after its name. */
export const GLOBAL_OPTIONS = [
  { name: "quiet", short: "q", type: "flag", summary: "print data and errors alone: no progress, no notes" },
  { name: "verbose", short: "v", type: "flag", summary: "print causes and stacks of errors, and how long things took" },
  { name: "yes", short: "y", type: "flag", summary: "answer yes to every question" },
  {
    name: "config",
    type: "text",
    placeholder: "<file>",
    summary: "configuration file to read",
    defaultText: "~/.config/tiny-cats/config.json, if it is there",
    configurable: false,
    complete: "file",
  },
] as const satisfies readonly OptionSpec[];

/** Those that a command takes: one of its own goes in the place of one of the same name. */
export function globalsOf({ options = [] }: { options?: readonly OptionSpec[] }): readonly OptionSpec[] {
  return GLOBAL_OPTIONS.filter(({ name }) => !options.some((own) => own.name === name));
}

/** How data is printed; taken by every command whose data a script may want. */
export const FORMAT_OPTION = {
  name: "format",
  short: "f",
  type: "choice",
  choices: ["auto", "human", "json", "jsonl"],
  placeholder: "<format>",
  summary: "how to print data; auto is human on a terminal and json elsewhere",
  default: "auto",
} as const satisfies OptionSpec;
