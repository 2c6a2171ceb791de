import { TinyCatsError } from "@tiny-cats/schema/errors";
import { fingerprint } from "../fingerprint.ts";
import type { Comment } from "./scan-markdown.ts";

/** A part of a card that was generated, between its two comments. */
export interface MarkedSection {
  id: string;
  /** Offset of the comment that begins it, and the one behind the comment that ends it. */
  start: number;
  end: number;
  /** What stands between the comments. */
  content: string;
  /** Whether that is what was generated; else someone has taken the section over. */
  untouched: boolean;
}

const BEGIN = /^begin ([a-z][a-z0-9-]{0,63}) ([0-9a-f]{16})$/;
const END = /^end ([a-z][a-z0-9-]{0,63})$/;

/**
 * The marked sections of a card, in order.
 *
 * @throws TinyCatsError "broken-card-markers" where comments do not pair, nest or name a section twice
 */
export function markedSections(text: string, comments: readonly Comment[]): MarkedSection[] {
  const sections: MarkedSection[] = [];
  const seen = new Set<string>();
  let open: { id: string; stamp: string; comment: Comment } | undefined;
  for (const comment of comments) {
    const begin = BEGIN.exec(comment.text);
    const end = END.exec(comment.text);
    if (begin) {
      const [, id, stamp] = begin;
      if (open) throw broken(id, `"${id}" begins inside "${open.id}"`);
      if (seen.has(id)) throw broken(id, `"${id}" is there twice`);
      seen.add(id);
      open = { id, stamp, comment };
    } else if (end) {
      const [, id] = end;
      if (open?.id !== id) throw broken(id, `"${id}" ends and has not begun`);
      const content = text.slice(open.comment.end, comment.start);
      const untouched = fingerprint(content) === open.stamp;
      sections.push({ id, start: open.comment.start, end: comment.end, content, untouched });
      open = undefined;
    } else if (/^(?:begin|end)\b/.test(comment.text)) throw broken(comment.text, `"${comment.text}" is no marker`);
  }
  if (open) throw broken(open.id, `"${open.id}" does not end`);
  return sections;
}

function broken(value: string, reason: string): TinyCatsError {
  return new TinyCatsError("broken-card-markers", `the card's markers of generated sections are damaged: ${reason}`, {
    value,
    remedy:
      "put both of the section's comments back, or remove both: what stood between them is then left as it is for ever",
  });
}
