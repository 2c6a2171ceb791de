import { EXIT_CODES } from "../exit-codes.ts";
import type { CommandSpec } from "./command-spec.ts";

/** What stands under the list of commands in `tiny-cats --help`. */
export function programNotes(): string {
  const codes = Object.entries(EXIT_CODES).map(([code, meaning]) => `  ${code.padEnd(5)}${meaning}`);
  return [
    "",
    "Exit status:",
    ...codes,
    "",
    "A flag beats its environment variable (TINY_CATS_TOP_K for --top-k), which beats the configuration file.",
    "Data goes to standard output, everything else to standard error. NO_COLOR and FORCE_COLOR are heeded.",
    "",
    "More on a command: tiny-cats <command> --help",
  ].join("\n");
}

/** What stands above a command's options. */
export function commandDescription({ summary, details = [] }: CommandSpec): string {
  return [`${summary[0].toUpperCase()}${summary.slice(1)}.`, ...details].join("\n\n");
}

/** What stands under a command's options. */
export function commandNotes({ examples = [] }: CommandSpec): string {
  return examples.length === 0 ? "" : ["", "Examples:", ...examples.map((line) => `  ${line}`)].join("\n");
}
