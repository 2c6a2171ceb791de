import { DATASET_MEASURED } from "../build/build-dataset-card.ts";
import { MODEL_SECTIONS } from "../build/sections/model-sections.ts";
import { UNFILLED } from "../build/sections/section.ts";
import type { Card } from "../parse/parse-card.ts";
import type { Finding } from "./finding.ts";

const MEASURED = new Map([
  ...MODEL_SECTIONS.filter(({ measured }) => measured).map(({ id, title }): [string, string] => [id, title]),
  ...DATASET_MEASURED,
]);

/** Sections that people have not written yet, and measured ones that they changed. */
export function checkSections({ sections, text, headings, record }: Card): Finding[] {
  const findings: Finding[] = [];
  for (const [i, { title, start }] of headings.entries()) {
    const line = text.indexOf("\n", start);
    const content = line < 0 ? "" : text.slice(line, headings[i + 1]?.start);
    const words = content.replace(/<!--.*?-->/g, "").trim();
    if (words !== UNFILLED) continue;
    findings.push({
      code: "unfilled-section",
      severity: "error",
      path: title,
      message: `the section "${title}" says "${UNFILLED}"`,
      remedy: "write it in the card or in card-notes.md; an update keeps what you wrote",
    });
  }
  for (const { id, untouched } of sections) {
    if (untouched || !MEASURED.has(id)) continue;
    findings.push({
      code: "edited-measurements",
      severity: "error",
      path: id,
      message: `the section "${MEASURED.get(id)}" holds numbers of reports and was changed by hand`,
      remedy:
        "take the change back, or remove the section with both its comments and update the card; words of yours go outside of them",
    });
  }
  const there = new Set(sections.map(({ id }) => id));
  for (const id of record?.sections ?? []) {
    const title = MODEL_SECTIONS.find((section) => section.id === id)?.title;
    if (there.has(id) || !title || headings.some((heading) => heading.title.toLowerCase() === title.toLowerCase()))
      continue;
    findings.push({
      code: "missing-card-section",
      severity: "warning",
      path: id,
      message: `the section "${title}" was removed`,
      remedy: "write one under that heading, or build the card anew to have it back",
    });
  }
  return findings;
}
