import { parseCard } from "../parse/parse-card.ts";
import { type CardNotes, NOTE_SECTIONS, type NoteSection } from "./card-notes.ts";

/**
 * Notes out of Markdown: front matter as in a card, then sections under headings "## Intended use", "## Limits", "## Bias", "## Overview",
 * "## Training", "## Licence and attribution" and "## Citation". Other sections are listed.
 *
 * @throws TinyCatsError what parseCard throws
 */
export function parseCardNotes(text: string): CardNotes & { unknown: string[] } {
  const { frontMatter, headings } = parseCard(text);
  const ids = new Map(Object.entries(NOTE_SECTIONS).map(([id, title]) => [title.toLowerCase(), id as NoteSection]));
  const top = headings.filter(({ level }) => level <= 2);
  const sections: Partial<Record<NoteSection, string>> = {};
  const unknown: string[] = [];
  for (const [i, { level, title, start }] of top.entries()) {
    if (level === 1) continue;
    const id = ids.get(title.toLowerCase());
    const line = text.indexOf("\n", start);
    const content =
      line < 0
        ? ""
        : text
            .slice(line, top[i + 1]?.start)
            .replaceAll("\r\n", "\n")
            .trim();
    if (!id) unknown.push(title);
    else if (content !== "") sections[id] = content;
  }
  return { ...(frontMatter && { frontMatter: frontMatter.data }), sections, unknown };
}
