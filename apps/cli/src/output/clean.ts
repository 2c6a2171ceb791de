import { redact } from "@tiny-cats/files";
import type { Io } from "../io.ts";

/** Signs that command a terminal, of names that came from elsewhere; those of colours are this program's own. */
const COMMANDS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
  /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

const SECRET = /token|secret|password|api_?key/i;

/** Makes text fit to be seen. */
export interface Cleaner {
  /** For people: no token, neither one of the environment's, one in use, nor anything that looks like one, the home folder as ~, and nothing that a terminal would act on but colours and lines. */
  text(text: string): string;
  /** For scripts, as JSON: no token in any string; paths stay as they can be opened. */
  json(value: unknown, space?: number): string;
}

export function createCleaner({ env, home, secrets: told }: Pick<Io, "env" | "home" | "secrets">): Cleaner {
  const known = Object.entries(env).flatMap(([name, value]) =>
    SECRET.test(name) && value && value.length >= 8 ? [value] : [],
  );
  const secrets = () => [...known, ...told];
  // Cleaned string by string: across them, a match could take a quote with it and leave no JSON.
  const clean = (_: string, value: unknown) =>
    typeof value === "string" ? redact(value, { secrets: secrets() }) : value;
  return {
    text: (text) => redact(text, { secrets: secrets(), home }).replace(COMMANDS, "\u{fffd}"),
    json: (value, space) => JSON.stringify(value, clean, space),
  };
}
