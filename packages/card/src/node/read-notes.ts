import { type CardNotes, NOTE_SECTIONS, type NoteSection } from "../build/card-notes.ts";
import { parseCardNotes } from "../build/parse-card-notes.ts";
import type { Finding } from "../validate/finding.ts";
import { readIfThere } from "./read-if-there.ts";

const NOTES = "card-notes.md";

/** What people wrote in card-notes.md, and the sections of it that a card has no place for: unknown ones, and those of `without`. */
export async function readNotes(
  folder: string,
  { without = [], signal }: { without?: readonly NoteSection[]; signal?: AbortSignal } = {},
): Promise<{ notes: CardNotes | undefined; findings: Finding[] }> {
  const text = await readIfThere(folder, NOTES, { maxBytes: 1 << 20, ...(signal && { signal }) });
  if (text === undefined) return { notes: undefined, findings: [] };
  const { unknown, ...notes } = parseCardNotes(text);
  const lost = without.filter((id) => notes.sections?.[id] !== undefined).map((id) => NOTE_SECTIONS[id]);
  const findings = [...unknown, ...lost].map(
    (name): Finding => ({
      code: "unknown-note",
      severity: "warning",
      path: NOTES,
      message: `${NOTES} has a section "${name}", which a card has none for`,
      remedy: "write it into the card itself, outside of the generated sections: an update keeps it",
    }),
  );
  return { notes, findings };
}
