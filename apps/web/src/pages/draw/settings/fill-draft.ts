import type { GenerationManifest } from "@tiny-cats/schema";
import { texts } from "../../../texts.ts";
import { type Draft, type DraftField, recommended } from "./draft.ts";
import { readDraft } from "./read-draft.ts";

const { labels: names, link } = texts.draw;

/** A form filled from elsewhere, and what had to be said of it. */
export interface Filled {
  draft: Draft;
  /** What was wrong and is replaced, in words. */
  notices: string[];
}

/** Fields that have a meaning only together. */
const TOGETHER: readonly (readonly DraftField[])[] = [
  ["from", "to"],
  ["grid", "shift", "mean", "std"],
];

/** `wanted` over what stands in the form, where the model can draw it; each wrong value is replaced by the recommended one. */
export function fillDraft(wanted: Partial<Draft>, before: Draft, manifest: GenerationManifest): Filled {
  const draft = { ...before, ...wanted };
  const { labels, generation } = manifest;
  const safe: Draft = {
    breed: labels[generation.drawable[0]],
    seed: "0",
    count: "1",
    index: "0",
    ...recommended(manifest),
  };
  const { faults } = readDraft(draft, manifest);
  const notices: string[] = [];
  for (const [field, fault] of Object.entries(faults) as [DraftField, string][]) {
    for (const each of TOGETHER.find((group) => group.includes(field)) ?? [field]) draft[each] = safe[each];
    notices.push(link.replaced(names[field], fault));
  }
  // The form names breeds as the model does.
  const { plan } = readDraft(draft, manifest);
  if (plan) draft.breed = plan.breed;
  return { draft, notices };
}
