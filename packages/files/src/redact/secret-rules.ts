import { base64Forms } from "./base64-forms.ts";
import { escapePattern } from "./escape-pattern.ts";
import { REDACTED, type Rule } from "./rule.ts";

/** Characters of a secret that are looked for at once: engines refuse longer patterns, in words that hold the pattern. */
const LONGEST = 256;

/** Rules that take given secrets out, the longest first: one may be part of another. */
export function secretRules(secrets: readonly string[]): Rule[] {
  const wanted = [...new Set(secrets.flatMap(pieces))].sort((a, b) => b.length - a.length);
  return wanted.flatMap((secret) => [literalRule(secret), base64Rule(secret)]);
}

/** A long secret in parts of about equal length, each a secret of its own; none of an empty one. */
function pieces(secret: string): string[] {
  const characters = Array.from(secret);
  const count = Math.ceil(characters.length / LONGEST);
  const start = (i: number) => Math.floor((i * characters.length) / count);
  return Array.from({ length: count }, (_, i) => characters.slice(start(i), start(i + 1)).join(""));
}

/** The secret with any of its characters percent-encoded (RFC 3986) or escaped as JSON escapes them. */
function literalRule(secret: string): Rule {
  const pattern = new RegExp(Array.from(secret, forms).join(""), "g");
  return (text) => text.replace(pattern, REDACTED);
}

function forms(character: string): string {
  const bytes = [...new TextEncoder().encode(character)].map((byte) => byte.toString(16).padStart(2, "0"));
  const percent = bytes
    .map((byte) => `%${byte.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`)
    .join("");
  const escaped = JSON.stringify(character).slice(1, -1);
  const all = [
    escapePattern(character),
    percent,
    ...(escaped === character ? [] : [escapePattern(escaped)]),
    ...(character === " " ? ["\\+"] : []),
  ];
  return `(?:${all.join("|")})`;
}

/** The whole run of base64 that the secret is encoded in, alone or with more before and after it. */
function base64Rule(secret: string): Rule {
  const needles = base64Forms(secret);
  return (text) => needles.reduce(removeRuns, text);
}

function removeRuns(text: string, needle: string): string {
  let rest = text;
  let done = "";
  for (let at = rest.indexOf(needle); at >= 0; at = rest.indexOf(needle)) {
    let from = at;
    let to = at + needle.length;
    while (from > 0 && /[A-Za-z0-9+/_-]/.test(rest[from - 1])) from--;
    while (to < rest.length && /[A-Za-z0-9+/_=-]/.test(rest[to])) to++;
    done += rest.slice(0, from) + REDACTED;
    rest = rest.slice(to);
  }
  return done + rest;
}
