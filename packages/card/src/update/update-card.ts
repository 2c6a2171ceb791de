import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { BuiltCard } from "../build/built-card.ts";
import { recordOf } from "../build/record-of.ts";
import { recordComment } from "../parse/generated-record.ts";
import { parseCard } from "../parse/parse-card.ts";
import type { Changes } from "./changes.ts";
import { updateFrontMatter } from "./update-front-matter.ts";
import { updateSections } from "./update-sections.ts";

/** A card brought up to date. */
export interface CardUpdate {
  text: string;
  sections: Changes;
  frontMatter: Changes;
}

/**
 * A card with what was generated in it generated anew, and everything else byte for byte as it was.
 *
 * A section between this package's comments is replaced as long as its fingerprint says that nobody changed it; one that was changed, or
 * whose comments were removed, is people's from then on. A key of the front matter is replaced as long as its value is the one that the last
 * build left, by the fingerprint in the card's last comment. What people removed stays away. A card that was never built keeps all it has
 * and gets what it lacks.
 *
 * @throws TinyCatsError "unclosed-card-code" where a fence of code runs on to the end; what parseCard throws
 */
export function updateCard(text: string, built: BuiltCard): CardUpdate {
  const old = parseCard(text);
  if (old.unclosedLine !== undefined) {
    throw new TinyCatsError("unclosed-card-code", `the code that begins in line ${old.unclosedLine} has no end`, {
      value: old.unclosedLine,
      remedy: "close it with a line of the signs that it begins with",
    });
  }
  const lines = (markdown: string) => markdown.replaceAll("\n", old.newline);
  const front = updateFrontMatter(old, built);
  const fence = (yaml: string) =>
    lines("---\n") + yaml + (yaml === "" || yaml.endsWith("\n") ? "" : lines("\n")) + lines("---\n");
  let head = text.slice(0, old.bodyStart);
  if (old.frontMatter && front.yaml !== old.frontMatter.yaml) {
    const { start, yaml } = old.frontMatter;
    head = text.slice(0, start) + front.yaml + text.slice(start + yaml.length, old.bodyStart);
  } else if (!old.frontMatter && front.yaml !== "") head += fence(front.yaml) + lines("\n");

  const record = recordOf(built);
  // A key that stays people's keeps the old fingerprint: it must not become ours by being equal once.
  for (const key of front.changes.kept) {
    const known = old.record?.front_matter[key];
    if (known === undefined) delete record.front_matter[key];
    else record.front_matter[key] = known;
  }
  const known = new Set([...(old.record?.sections ?? []), ...record.sections]);
  record.sections = [...known];
  const body = updateSections(old, built, { lines, record: recordComment(record) });
  return {
    text: head + body.text,
    sections: body.changes,
    frontMatter: front.changes,
  };
}
