import type { Io } from "../io.ts";

const SHORTEST = 8;

/** Keeps a token out of all that is printed from now on, without its prefix, too. */
export function keepSecret({ secrets }: Pick<Io, "secrets">, token: string): void {
  for (const text of [token, token.replace(/^hf_/, "")]) if (text.length >= SHORTEST) secrets.add(text);
}
