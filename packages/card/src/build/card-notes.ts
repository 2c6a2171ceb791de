/** Sections that people write, by id. */
export const NOTE_SECTIONS = {
  overview: "Overview",
  training: "Training",
  "intended-use": "Intended use",
  limits: "Limits",
  bias: "Bias",
  licence: "Licence and attribution",
  citation: "Citation",
} as const;

/** A section that people write. */
export type NoteSection = keyof typeof NOTE_SECTIONS;

/** What people know and no file of a model says. */
export interface CardNotes {
  /** Keys of the front matter; they win over those that are generated. */
  frontMatter?: Record<string, unknown>;
  /** Markdown without its heading. */
  sections?: Partial<Record<NoteSection, string>>;
}
