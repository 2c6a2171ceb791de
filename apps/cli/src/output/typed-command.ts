import { redact } from "@tiny-cats/files";
import type { CommandContext } from "../command-context.ts";

/** The command line as a report records it: what was typed, with the home folder as ~ and no secret. */
export function typedCommand(name: string, { args, flags, options, io }: CommandContext): string {
  const given = [...flags].sort().flatMap((flag) => {
    const value = options[flag];
    if (value === true) return [`--${flag}`];
    if (value === false || value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map((one) => `--${flag} ${quoted(String(one))}`);
  });
  const { home, secrets } = io;
  return redact(["tiny-cats", name, ...args.map(quoted), ...given].join(" "), { home, secrets: [...secrets] });
}

function quoted(word: string): string {
  return /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
