import { redact } from "@tiny-cats/files";
import type { Io } from "../io.ts";

const SECRET = /token|secret|password|api_?key/i;

/** Makes text fit to be seen. */
export interface Cleaner {
  /** For people: no token, neither one of the environment's, one in use, nor anything that looks like one, and the home folder as ~. */
  text(text: string): string;
  /** For scripts, as JSON: no token in any string; paths stay as they can be opened. */
  json(value: unknown, space?: number): string;
}

export function createCleaner({
  env,
  home,
  secrets: told = new Set(),
}: Pick<Io, "env" | "home"> & Partial<Io>): Cleaner {
  const known = Object.entries(env).flatMap(([name, value]) =>
    SECRET.test(name) && value && value.length >= 8 ? [value] : [],
  );
  const secrets = () => [...known, ...told];
  // Cleaned string by string: across them, a match could take a quote with it and leave no JSON.
  const clean = (_: string, value: unknown) =>
    typeof value === "string" ? redact(value, { secrets: secrets() }) : value;
  return {
    text: (text) => redact(text, { secrets: secrets(), home }),
    json: (value, space) => JSON.stringify(value, clean, space),
  };
}
