import { TinyCatsError } from "@tiny-cats/schema/errors";

/** What a tag's template can name; a metric that was not measured is undefined. */
export interface TagFacts {
  version?: string;
  /** ISO 8601. */
  date: string;
  accuracy?: number;
  kid?: number;
  fid?: number;
  perplexity?: number;
}

const NUMBERS = ["accuracy", "kid", "fid", "perplexity"] as const;

/**
 * A tag out of a template such as "v{version}-{date}". {date} is written as 20261122-093000 in UTC, numbers with four digits.
 *
 * @throws TinyCatsError "invalid-tag" of a name that git refuses, or a template that names what is not known
 */
export function tagName(template: string | undefined, facts: TagFacts): string {
  const { version, date } = facts;
  const filled = (template ?? (version === undefined ? "published-{date}" : "v{version}-{date}")).replace(
    /\{(\w*)\}/g,
    (_, name: string) => {
      if (name === "date") return date.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
      if (name === "version" && version !== undefined) return version;
      const value = NUMBERS.some((one) => one === name) ? facts[name as (typeof NUMBERS)[number]] : undefined;
      if (value !== undefined) return value.toPrecision(4);
      throw invalid(template!, `{${name}} is not known of these models`);
    },
  );
  // The rules of git check-ref-format.
  if (
    !/^[\w.+-]+(?:\/[\w.+-]+)*$/.test(filled) ||
    /\.\.|\.lock(?:\/|$)|(?:^|\/)[.-]|\.(?:\/|$)/.test(filled) ||
    filled.length > 128
  )
    throw invalid(filled, "git takes no such name");
  return filled;
}

function invalid(value: string, why: string): TinyCatsError {
  return new TinyCatsError("invalid-tag", `${JSON.stringify(value)} makes no tag: ${why}`, {
    value,
    remedy:
      "use letters, digits, - _ . and {version}, {date}, {accuracy}, {kid}, {fid}, {perplexity} where they were measured; or --no-tag",
  });
}
