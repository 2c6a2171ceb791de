import { type GeneratedRecord, generatedRecord } from "./generated-record.ts";
import { type MarkedSection, markedSections } from "./marked-section.ts";
import { type FrontMatter, parseFrontMatter } from "./parse-front-matter.ts";
import { type CodeBlock, type Heading, scanMarkdown } from "./scan-markdown.ts";
import { splitCard } from "./split-card.ts";

/** A README.md of the Hub, read. Offsets count UTF-16 units of `text`. */
export interface Card {
  text: string;
  /** What most of its lines end with. */
  newline: "\n" | "\r\n";
  frontMatter: FrontMatter | undefined;
  /** The Markdown behind the front matter, and its offset. */
  body: string;
  bodyStart: number;
  headings: Heading[];
  blocks: CodeBlock[];
  /** Line of a fence of code that nothing closes, counted from 1. */
  unclosedLine?: number;
  /** What was generated, or was once. */
  sections: MarkedSection[];
  record: GeneratedRecord | undefined;
  /** Where the comment of that record stands. */
  recordPlace: { start: number; end: number } | undefined;
}

/**
 * Reads a card: front matter between lines "---" (documented at https://huggingface.co/docs/hub/model-cards), then Markdown. A byte order
 * mark, either kind of line end and a card without front matter are taken as they are. Nothing is changed: `text` is the card.
 *
 * @throws TinyCatsError "card-too-large", "unclosed-front-matter", "invalid-front-matter", "front-matter-too-complex", "broken-card-markers"
 */
export function parseCard(text: string): Card {
  const { yaml, body } = splitCard(text);
  const { headings, blocks, comments, unclosed } = scanMarkdown(text, body);
  const { record, place } = generatedRecord(comments);
  const returns = text.split("\r\n").length - 1;
  return {
    text,
    newline: returns * 2 > text.split("\n").length - 1 ? "\r\n" : "\n",
    frontMatter: yaml && parseFrontMatter(text.slice(yaml.start, yaml.end), yaml.start),
    body: text.slice(body),
    bodyStart: body,
    headings,
    blocks,
    ...(unclosed !== undefined && { unclosedLine: text.slice(0, unclosed).split("\n").length }),
    sections: markedSections(text, comments),
    record,
    recordPlace: place,
  };
}
