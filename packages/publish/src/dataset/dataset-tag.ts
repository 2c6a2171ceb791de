import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * A data set's tag out of a template; "data-{sha256}" unless told, where {sha256} is the first 12 digits of what stands for its files, so
 * that the same files have the same tag. {date} is written as 20261122-093000 in UTC.
 *
 * @throws TinyCatsError "invalid-tag" of a name that git refuses, or a template that names something else
 */
export function datasetTag(template: string | undefined, facts: { sha256: string; date: string }): string {
  const filled = (template ?? "data-{sha256}").replace(/\{(\w*)\}/g, (_, name: string) => {
    if (name === "sha256") return facts.sha256.slice(0, 12);
    if (name === "date") return facts.date.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
    throw invalid(template!, `{${name}} is not known of a data set`);
  });
  // The rules of git check-ref-format.
  const named = /^[\w.+-]+(?:\/[\w.+-]+)*$/.test(filled) && filled.length <= 128;
  if (!named || /\.\.|\.lock(?:\/|$)|(?:^|\/)[.-]|\.(?:\/|$)/.test(filled))
    throw invalid(filled, "git takes no such name");
  return filled;
}

function invalid(value: string, why: string): TinyCatsError {
  return new TinyCatsError("invalid-tag", `${JSON.stringify(value)} makes no tag: ${why}`, {
    value,
    remedy: "use letters, digits, - _ . and {sha256}, {date}; or --no-tag",
  });
}
