import { escapePattern } from "./escape-pattern.ts";
import type { Rule } from "./rule.ts";

/** Replaces a home folder's path by "~": as it is, with slashes either way, doubled as JSON doubles backslashes, or percent-encoded. */
export function homeRule(home: string): Rule {
  const path = home.replace(/[\\/]+$/, "");
  if (path.length < 2) return (text) => text;
  const parts = path
    .split(/[\\/]/)
    .map((part) => `(?:${[...new Set([part, encodeURI(part)])].map(escapePattern).join("|")})`);
  // A longer name that begins alike is another folder, and so is one that merely ends with the path.
  const pattern = new RegExp(
    `(?<![\\w~.-])${parts.join(String.raw`(?:\\{1,2}|/)`)}(?![\\w-])`,
    path.includes("\\") ? "gi" : "g",
  );
  return (text) => text.replace(pattern, "~");
}
