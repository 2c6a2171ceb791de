import type { CommandSpec } from "../table/command-spec.ts";
import type { OptionSpec } from "../table/option-spec.ts";

/** What may follow an option or stand as an argument. */
export type Expected = { kind: "words"; words: readonly string[] } | { kind: "file" | "folder" | "nothing" };

/** An option as completion sees it. */
export interface WordOption {
  /** As typed: "--top-k", and "-k" where there is one. */
  spellings: readonly string[];
  summary: string;
  /** What its value may be; undefined for a flag. */
  value: Expected | undefined;
}

/** A command as completion sees it. */
export interface WordCommand {
  /** From the program down, such as "models verify"; "" is the program itself. */
  path: string;
  commands: readonly { name: string; summary: string }[];
  options: readonly WordOption[];
  argument: Expected;
}

/** Flattens the table of commands into what shells complete. */
export function completionWords(
  commands: readonly CommandSpec[],
  globals: readonly OptionSpec[],
  { breeds }: { breeds: readonly string[] },
): WordCommand[] {
  const help: WordOption = { spellings: ["--help", "-h"], summary: "print help", value: undefined };
  const version: WordOption = { spellings: ["--version", "-V"], summary: "print the version", value: undefined };

  const option = (spec: OptionSpec): WordOption => ({
    spellings: [`--${spec.name}`, ...(spec.short ? [`-${spec.short}`] : [])],
    summary: spec.summary,
    value: spec.type === "flag" ? undefined : expected(spec),
  });

  function expected({
    choices,
    complete,
  }: {
    choices?: readonly string[];
    complete?: "file" | "folder" | "breed";
  }): Expected {
    if (choices) return { kind: "words", words: choices };
    if (complete === "breed") return { kind: "words", words: ["all", ...breeds] };
    return { kind: complete ?? "nothing" };
  }

  function walk(path: string, spec: CommandSpec): WordCommand[] {
    const nested = spec.commands ?? [];
    const ownOptions = spec.options ?? [];
    // One of its own goes in the place of one of the same name.
    const others = globals.filter(({ name }) => !ownOptions.some((one) => one.name === name));
    const own: WordCommand = {
      path,
      commands: nested.map(({ name, summary }) => ({ name, summary })),
      options: [...[...ownOptions, ...others].map(option), help, ...(path === "" ? [version] : [])],
      argument: spec.arguments?.[0] ? expected(spec.arguments[0]) : { kind: "nothing" },
    };
    return [own, ...nested.flatMap((child) => walk(`${path} ${child.name}`.trim(), child))];
  }

  return walk("", { name: "tiny-cats", summary: "", commands });
}
