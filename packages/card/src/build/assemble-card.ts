import { TinyCatsError } from "@tiny-cats/schema/errors";
import { yamlText } from "../front-matter/yaml-text.ts";
import { recordComment } from "../parse/generated-record.ts";
import { parseCard } from "../parse/parse-card.ts";
import type { BuiltCard } from "./built-card.ts";
import { inline } from "./inline.ts";
import { markSection } from "./mark-section.ts";
import { recordOf } from "./record-of.ts";

/**
 * A card's text out of its parts, with the comments by which an update tells what people changed.
 *
 * @throws TinyCatsError "unfit-card-notes" where a note would end its own section or run on past it
 */
export function assembleCard(parts: Omit<BuiltCard, "text">): BuiltCard {
  const { frontMatter, title, sections } = parts;
  const body = [`# ${inline(title)}`, ...sections.map(markSection), recordComment(recordOf(parts))].join("\n\n");
  const text = `---\n${yamlText(frontMatter)}---\n\n${body}\n`;
  check(text, sections);
  return { ...parts, text };
}

function check(text: string, sections: BuiltCard["sections"]): void {
  let found: string[] = [];
  let cause: unknown;
  try {
    found = parseCard(text).sections.map(({ id }) => id);
  } catch (error) {
    cause = error;
  }
  const lost = sections.find(({ id }, i) => found[i] !== id);
  if (!lost && found.length === sections.length) return;
  const what = lost ? `the section "${lost.title}"` : "a section";
  throw new TinyCatsError("unfit-card-notes", `${what} can't be told from what follows it`, {
    value: lost?.id,
    remedy: 'close every fence of code in the notes, and leave comments that begin "tiny-cats:" out of them',
    cause,
  });
}
