import { TinyCatsError } from "../errors.ts";
import type { Problem } from "../shapes/cross-check.ts";

const SHOWN = 10;

/** A path as JavaScript writes it: files[0].sha256; keys that are no names are quoted. */
function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((key, i) => {
      if (typeof key === "number") return `[${key}]`;
      if (/^[\w$]{1,60}$/.test(key)) return i === 0 ? key : `.${key}`;
      return `[${JSON.stringify(key.length > 60 ? `${key.slice(0, 59)}…` : key)}]`;
    })
    .join("");
}

/** The error for a document of the wrong shape: its message lists ten problems, its value all of them as {path, message}. */
export function invalidDocument(title: string, problems: readonly Problem[]): TinyCatsError {
  const value = problems.map(({ path, message }) => ({ path: formatPath(path), message }));
  const lines = value.slice(0, SHOWN).map(({ path, message }) => `- ${path || "the document"} ${message}`);
  if (value.length > SHOWN) lines.push(`- and ${value.length - SHOWN} more`);
  return new TinyCatsError("invalid-document", `this is not a valid ${title}:\n${lines.join("\n")}`, {
    value,
    remedy: `correct what is listed; the JSON Schema of a ${title} comes with @tiny-cats/schema`,
  });
}
