import { PLACEHOLDERS } from "./placeholders.ts";

/** Whether code is a template with its placeholders filled, each name with one value throughout. */
export function matchesSnippet(template: string, code: string): boolean {
  const seen = new Set<string>();
  const pattern = template
    .split(/(\{\{\w+\}\})/)
    .map((piece) => {
      const name = /^\{\{(\w+)\}\}$/.exec(piece)?.[1];
      if (name === undefined) return piece.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>${PLACEHOLDERS[name]})`;
    })
    .join("");
  return new RegExp(`^${pattern}$`).test(code);
}
