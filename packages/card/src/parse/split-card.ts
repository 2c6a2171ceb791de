import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LIMITS } from "./limits.ts";

/** Where the parts of a card stand in its text. */
export interface CardParts {
  /** The YAML between the fences; undefined where the card begins without any. */
  yaml?: { start: number; end: number };
  /** Where Markdown begins. */
  body: number;
}

const FENCE_LINE = /^---[ \t]*$/;

/**
 * Finds the front matter of a card: what stands between a first line "---", which a byte order mark may precede, and the next such line.
 *
 * @throws TinyCatsError "card-too-large" over 4 Mi characters, or 256 Ki of front matter; "unclosed-front-matter"
 */
export function splitCard(text: string): CardParts {
  if (text.length > LIMITS.card) throw tooLarge("this card", text.length, LIMITS.card);
  const first = text.startsWith("\uFEFF") ? 1 : 0;
  if (!text.startsWith("---", first)) return { body: first };
  let line = nextLine(text, first);
  if (!FENCE_LINE.test(text.slice(first, line.end))) return { body: first };
  const start = line.next;
  for (let at = start; at < text.length; at = line.next) {
    line = nextLine(text, at);
    if (text.startsWith("---", at) && FENCE_LINE.test(text.slice(at, line.end))) {
      if (at - start > LIMITS.frontMatter) throw tooLarge("the front matter", at - start, LIMITS.frontMatter);
      return { yaml: { start, end: at }, body: line.next };
    }
  }
  throw new TinyCatsError("unclosed-front-matter", 'this card begins with "---" and has no second such line', {
    value: text.slice(first, first + 80),
    remedy: 'close the front matter with a line "---", or begin the card with something else',
  });
}

function nextLine(text: string, start: number): { end: number; next: number } {
  const newline = text.indexOf("\n", start);
  if (newline < 0) return { end: text.length, next: text.length };
  return { end: newline > start && text[newline - 1] === "\r" ? newline - 1 : newline, next: newline + 1 };
}

function tooLarge(what: string, length: number, limit: number): TinyCatsError {
  return new TinyCatsError("card-too-large", `${what} has ${length} characters; up to ${limit} are read`, {
    value: length,
    remedy: "move long lists and tables into files of their own and link to them",
  });
}
