import { type CardNotes, type NoteSection, parseCardNotes } from "@tiny-cats/card";

/** Notes of one model in a folder of its own, with the model's name. */
export interface ModelNotes {
  name: string;
  notes: CardNotes;
}

/**
 * Notes of a card: those of the folder itself, those of models below it, each under the model's name where both say something, and over them
 * those that were given. The front matter of the folder wins over a model's below it, what was given over both.
 *
 * @throws what parseCardNotes throws of what was given
 */
export function mergeNotes(
  top: CardNotes | undefined,
  below: readonly ModelNotes[],
  given: string | undefined,
): CardNotes | undefined {
  if (!top && below.length === 0 && given === undefined) return undefined;
  const sections: Partial<Record<NoteSection, string>> = { ...top?.sections };
  for (const { name, notes } of below) {
    for (const [id, text] of Object.entries(notes.sections ?? {}) as [NoteSection, string][]) {
      const before = sections[id];
      sections[id] = before === undefined ? text : `${before}\n\n### ${name}\n\n${text}`;
    }
  }
  const own = given === undefined ? undefined : parseCardNotes(given);
  const frontMatter = {
    ...Object.assign({}, ...below.map(({ notes }) => notes.frontMatter).reverse()),
    ...top?.frontMatter,
    ...own?.frontMatter,
  };
  return {
    sections: { ...sections, ...own?.sections },
    ...(Object.keys(frontMatter).length > 0 && { frontMatter }),
  };
}
