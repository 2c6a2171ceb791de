import { basename, isAbsolute } from "node:path";
import { redact } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";

/** Options that change nothing of the numbers. */
const ASIDE = new Set(["format", "quiet", "verbose", "color", "config", "cache", "batch-size"]);

/** What was typed, as far as a report depends on it, fit to be published: of an absolute path its last part. */
export function commandLine(verb: string, { io, flags, options }: CommandContext): string {
  const typed = [...flags]
    .filter((name) => !ASIDE.has(name) && typeof options[name] !== "boolean")
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => [`--${name}`, shown(options[name])]);
  const words = ["tiny-cats", "eval", verb, ...typed.flat()];
  const line = words.map((word) => (/^[\w./@:+,-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
  return redact(line, { home: io.home, secrets: [...io.secrets] });
}

function shown(value: unknown): string {
  const text = String(value);
  return isAbsolute(text) ? basename(text) : text;
}
