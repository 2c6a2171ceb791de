import type { Comment } from "./scan-markdown.ts";

/** What the last build or update left in a card, so that the next one knows what people changed since. */
export interface GeneratedRecord {
  /** Fingerprint of the value of each key of the front matter that was generated. */
  front_matter: Record<string, string>;
  /** Sections that were generated, in order; one that is listed and no longer there was removed by people. */
  sections: string[];
  /** What it is of, where that is not a model. */
  kind?: "dataset";
  /** The repository that it was built for. */
  repo?: string;
}

/** The record in a card's last comment of that kind, and where that stands; no record where it can't be read. */
export function generatedRecord(comments: readonly Comment[]): {
  record: GeneratedRecord | undefined;
  place: { start: number; end: number } | undefined;
} {
  const last = comments.findLast(({ text }) => text.startsWith("record "));
  return { record: last && parseRecord(last.text.slice(7)), place: last && { start: last.start, end: last.end } };
}

function parseRecord(json: string): GeneratedRecord | undefined {
  try {
    const { front_matter, sections, kind, repo } = JSON.parse(json);
    const known =
      Array.isArray(sections) &&
      sections.every((id) => typeof id === "string") &&
      typeof front_matter === "object" &&
      front_matter !== null &&
      Object.values(front_matter).every((value) => typeof value === "string");
    return known
      ? {
          front_matter: { ...front_matter },
          sections,
          ...(kind === "dataset" && { kind }),
          ...(isRepo(repo) && { repo }),
        }
      : undefined;
  } catch {
    // Damaged by hand: the card is then taken as one that people wrote.
    return undefined;
  }
}

/** The comment that carries a record. */
export function recordComment(record: GeneratedRecord): string {
  // "--" may not stand in a comment; keys of people's notes may hold anything.
  return `<!-- tiny-cats:record ${JSON.stringify(record).replaceAll("-", "\\u002d")} -->`;
}

function isRepo(value: unknown): value is string {
  return typeof value === "string" && /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(value);
}
