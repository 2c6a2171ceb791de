import type { StoredTokens } from "./stored-tokens.ts";

/** The file's text, its sections sorted by name, as Python's clients write it. */
export function formatStoredTokens(tokens: StoredTokens): string {
  const names = [...tokens.keys()].sort();
  return names
    .map((name) => {
      const fields = [...tokens.get(name)!].map(([key, value]) => `${key} = ${value.replaceAll("\n", "\n\t")}\n`);
      return `[${name}]\n${fields.join("")}\n`;
    })
    .join("");
}
