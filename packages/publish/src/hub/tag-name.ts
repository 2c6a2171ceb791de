import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The words that a tag's template can name, in braces, and what they stand for; undefined of what was not measured. */
export interface TagWords {
  /** ISO 8601. */
  date: string;
  [word: string]: string | number | undefined;
}

/**
 * A tag out of a template such as "v{version}-{date}". {date} is written as 20261122-093000 in UTC, numbers with four digits.
 *
 * @throws TinyCatsError "invalid-tag" of a name that git refuses, or a template that names what is not known
 */
export function tagName(template: string, words: TagWords): string {
  const invalid = (value: string, why: string) =>
    new TinyCatsError("invalid-tag", `${JSON.stringify(value)} makes no tag: ${why}`, {
      value,
      remedy: `use letters, digits, - _ . and ${Object.keys(words)
        .map((word) => `{${word}}`)
        .join(", ")} where they are known; or --no-tag`,
    });
  const filled = template.replace(/\{(\w*)\}/g, (_, word: string) => {
    const value = Object.hasOwn(words, word) ? words[word] : undefined;
    if (value === undefined) throw invalid(template, `{${word}} is not known of what is published`);
    if (word === "date") return words.date.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
    return typeof value === "number" ? value.toPrecision(4) : value;
  });
  // The rules of git check-ref-format.
  const named = /^[\w.+-]+(?:\/[\w.+-]+)*$/.test(filled) && filled.length <= 128;
  if (!named || /\.\.|\.lock(?:\/|$)|(?:^|\/)[.-]|\.(?:\/|$)/.test(filled))
    throw invalid(filled, "git takes no such name");
  return filled;
}
