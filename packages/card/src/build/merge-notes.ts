import type { CardNotes, NoteSection } from "./card-notes.ts";

/**
 * Notes of models that are published together: those of the folder itself, and those of models in folders below, each under the model's name where
 * something is said already. The front matter of the folder wins, then that of the first model.
 */
export function mergeNotes(
  top: CardNotes | undefined,
  below: readonly { name: string; notes: CardNotes }[],
): CardNotes | undefined {
  if (below.length === 0) return top;
  const sections: Partial<Record<NoteSection, string>> = { ...top?.sections };
  for (const { name, notes } of below) {
    for (const [id, text] of Object.entries(notes.sections ?? {}) as [NoteSection, string][]) {
      const before = sections[id];
      sections[id] = before === undefined ? text : `${before}\n\n### ${name}\n\n${text}`;
    }
  }
  const frontMatter: Record<string, unknown> = {};
  for (const { notes } of [...below].reverse()) Object.assign(frontMatter, notes.frontMatter);
  Object.assign(frontMatter, top?.frontMatter);
  return { sections, ...(Object.keys(frontMatter).length > 0 && { frontMatter }) };
}
