import type { BuiltCard, BuiltSection } from "../build/built-card.ts";
import { markSection } from "../build/mark-section.ts";
import type { MarkedSection } from "../parse/marked-section.ts";
import type { Card } from "../parse/parse-card.ts";
import type { Changes } from "./changes.ts";

/** A piece of a card's body; `id` names a generated section, or the record. */
interface Piece {
  id?: string;
  text: string;
}

const RECORD = "(record)";

/**
 * The body of a card with its untouched sections replaced, those it lacks added, those that have gone removed, and a new record. Both kinds
 * of text are given line ends by `lines`.
 */
export function updateSections(
  old: Card,
  built: BuiltCard,
  { lines, record }: { lines: (markdown: string) => string; record: string },
): { text: string; changes: Changes } {
  const changes: Changes = { replaced: [], added: [], removed: [], kept: [] };
  const wanted = new Map(built.sections.map((section) => [section.id, section]));
  const pieces: Piece[] = [];
  const { text, sections, recordPlace: place } = old;
  const inside = place && sections.some(({ start, end }) => start < place.start && place.start < end);
  const spans: (MarkedSection | { id?: undefined; start: number; end: number })[] = [
    ...sections,
    ...(place && !inside ? [place] : []),
  ].sort((a, b) => a.start - b.start);
  let at = old.bodyStart;
  for (const span of spans) {
    pieces.push({ text: text.slice(at, span.start) });
    at = span.end;
    if (span.id === undefined) {
      pieces.push({ id: RECORD, text: lines(`${record}\n`) });
      continue;
    }
    const { id, untouched } = span;
    const next = wanted.get(id);
    if (!untouched) changes.kept.push(id);
    if (!untouched || (next && sameText(span, next))) pieces.push({ id, text: text.slice(span.start, span.end) });
    else if (next) {
      changes.replaced.push(id);
      pieces.push({ id, text: lines(`${markSection(next)}\n`) });
    } else changes.removed.push(id);
  }
  pieces.push({ text: text.slice(at) });
  if (!pieces.some(({ id }) => id === RECORD)) append(pieces, { id: RECORD, text: lines(`${record}\n`) }, lines);

  const titles = new Set(old.headings.map(({ title }) => title.toLowerCase()));
  const marked = new Set(sections.map(({ id }) => id));
  for (const [i, section] of built.sections.entries()) {
    if (marked.has(section.id)) continue;
    const takenOver = titles.has(section.title.toLowerCase());
    if (takenOver || old.record?.sections.includes(section.id)) changes.kept.push(section.id);
    else {
      insert(pieces, section, built.sections.slice(0, i), lines);
      changes.added.push(section.id);
    }
  }
  return { text: pieces.map((piece) => piece.text).join(""), changes };
}

function sameText({ content }: MarkedSection, { markdown }: BuiltSection): boolean {
  return content.replaceAll("\r\n", "\n").trim() === markdown.trim();
}

/** Behind the nearest section that the new one follows, else before the record. */
function insert(
  pieces: Piece[],
  section: BuiltSection,
  before: readonly BuiltSection[],
  lines: (markdown: string) => string,
): void {
  const piece = { id: section.id, text: lines(`${markSection(section)}\n`) };
  for (const { id } of [...before].reverse()) {
    const place = pieces.findIndex((other) => other.id === id);
    if (place < 0) continue;
    pieces.splice(place + 1, 0, { text: lines("\n") }, piece);
    return;
  }
  const place = pieces.findIndex(({ id }) => id === RECORD);
  pieces.splice(place, 0, piece, { text: lines("\n") });
}

/** At the end, an empty line behind what is there. */
function append(pieces: Piece[], piece: Piece, lines: (markdown: string) => string): void {
  const text = pieces.map((other) => other.text).join("");
  const line = text === "" || text.endsWith("\n") ? "" : lines("\n");
  const gap = text.trim() === "" || /\n\r?\n$/.test(text) ? "" : lines("\n");
  pieces.push({ text: line + gap }, piece);
}
