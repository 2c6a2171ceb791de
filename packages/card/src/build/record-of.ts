import { fingerprint } from "../fingerprint.ts";
import { canonical } from "../front-matter/canonical.ts";
import type { GeneratedRecord } from "../parse/generated-record.ts";
import type { BuiltCard } from "./built-card.ts";

/** What an update has to know of a card that was built. */
export function recordOf({
  frontMatter,
  sections,
  kind,
  repo,
}: Pick<BuiltCard, "frontMatter" | "sections" | "kind" | "repo">): GeneratedRecord {
  return {
    front_matter: Object.fromEntries(
      Object.entries(frontMatter).map(([key, value]) => [key, fingerprint(canonical(value))]),
    ),
    sections: sections.map(({ id }) => id),
    ...(kind === "dataset" && { kind }),
    ...(repo !== undefined && { repo }),
  };
}
