import type { GenerationManifest } from "@tiny-cats/schema";
import { type Draft, recommended } from "./draft.ts";

/** What stands in the form before anybody has touched it: everybody's first cat is the same. */
export function firstDraft(manifest: GenerationManifest): Draft {
  const { labels, generation } = manifest;
  const names = generation.drawable.map((id) => labels[id]);
  const breed = names.find((name) => name === "Maine Coon") ?? names[0];
  return { breed, seed: "7", count: "1", index: "0", ...recommended(manifest) };
}
