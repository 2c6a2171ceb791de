import { LICENSES, PIPELINE_TAGS } from "./card-vocabulary.ts";
import { checkModelIndex } from "./check-model-index.ts";

/** What is wrong (errors) or could be better (warnings) in a card's metadata, by the fields hub-docs describes. */
export function checkCard(card: Record<string, unknown>, type: string): { errors: string[]; warnings: string[] } {
  const errors: string[] = [];
  const warnings: string[] = [];
  const licenses = texts(card.license);
  if (!licenses) errors.push('"license" must be a string or an array of strings');
  for (const license of licenses ?? []) {
    if (!LICENSES.has(license))
      errors.push(`"license" must be one of the known identifiers or "other", not "${license}"`);
  }
  if (licenses?.includes("other")) {
    for (const key of ["license_name", "license_link"]) {
      if (typeof card[key] !== "string") warnings.push(`"${key}" should be given with license "other"`);
    }
  }
  if (licenses?.length === 0) warnings.push('"license" is missing');
  for (const key of ["tags", "datasets", "metrics", "base_model", "library_name"]) {
    if (!texts(card[key])) errors.push(`"${key}" must be a string or an array of strings`);
  }
  const languages = texts(card.language);
  if (!languages) errors.push('"language" must be a string or an array of strings (write "no" in quotes)');
  for (const language of languages ?? []) {
    const isCode = /^(?:[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|code|multilingual)$/.test(language);
    if (!isCode)
      errors.push(`"language" must be ISO 639-1, 639-2 or 639-3 codes, or "code" or "multilingual", not "${language}"`);
  }
  if (type === "model") {
    const task = card.pipeline_tag;
    if (task !== undefined && task !== null && typeof task !== "string") errors.push('"pipeline_tag" must be a string');
    else if (typeof task === "string" && !PIPELINE_TAGS.has(task)) {
      warnings.push(`"pipeline_tag" is not one of the known tasks: "${task}"`);
    }
    if (card["model-index"] !== undefined) errors.push(...checkModelIndex(card["model-index"]));
  }
  return { errors, warnings };
}

/** A text or a list of texts as a list; undefined for something else. */
function texts(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string") ? list : undefined;
}
