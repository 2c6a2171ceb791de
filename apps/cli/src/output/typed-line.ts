import { basename, isAbsolute } from "node:path";
import { redact } from "@tiny-cats/files";
import type { CommandContext } from "../command-context.ts";
import type { OptionSpec } from "../table/option-spec.ts";

/** Options that change how a result is told, not what it is. */
const LEFT_OUT = new Set(["out", "format", "cache"]);

/**
 * What was typed, as far as a report depends on it, fit to be published: without places of this machine (a path that begins at the root is cut to
 * its last name), tokens, and options that change nothing in the numbers.
 */
export function typedLine(
  { io, args, flags, options }: Pick<CommandContext, "io" | "args" | "flags" | "options">,
  words: readonly string[],
  specs: readonly OptionSpec[],
): string {
  const typed = specs
    .filter(({ name }) => flags.has(name) && !LEFT_OUT.has(name))
    .flatMap(({ name, type, complete }) => {
      if (type === "flag") return [`--${name}`];
      const given = options[name];
      return (Array.isArray(given) ? given : [given]).flatMap((value) => [
        `--${name}`,
        complete ? withoutRoot(String(value)) : String(value),
      ]);
    });
  const all = ["tiny-cats", ...words, ...args.map(withoutRoot), ...typed];
  const line = all.map((word) => (/^[\w./@:+,-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
  return redact(line, { home: io.home, secrets: [...io.secrets] });
}

const withoutRoot = (path: string) => (isAbsolute(path) ? basename(path) : path);
