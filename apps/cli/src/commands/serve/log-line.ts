import type { Log } from "@tiny-cats/api";
import type { CommandContext } from "../../command-context.ts";
import { createCleaner } from "../../output/clean.ts";

type Line = Parameters<Log>[0];

/** Writes the server's lines to stderr: JSON for programs, short ones for a terminal; errors alone with --quiet. */
export function logTo({ io, options }: Pick<CommandContext, "io" | "options">): Log {
  const clean = createCleaner(io);
  const quiet = options.quiet === true;
  return (line) => {
    if (quiet && line.level !== "error") return;
    const text = io.stderr.isTTY
      ? clean.text(shortLine(line))
      : clean.json({ time: new Date().toISOString(), ...line });
    io.stderr.write(`${text}\n`);
  };
}

function shortLine({ level, event, ...facts }: Line): string {
  if (event === "answered") {
    const { status, method, path, ms, problem, cause } = facts;
    return [status, method, path ?? "(no such route)", `${ms} ms`, problem, cause].filter(Boolean).join("  ");
  }
  const rest = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  return [...(level === "info" ? [] : [level]), event, ...rest].join("  ");
}
