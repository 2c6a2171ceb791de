import type { Omission } from "./facts.ts";

/** One generated section: its Markdown with heading. */
export interface BuiltSection {
  id: string;
  title: string;
  /** Whether its numbers are those of reports, so that nothing in it may be changed by hand. */
  measured: boolean;
  markdown: string;
}

/** A card as it was generated. */
export interface BuiltCard {
  kind: "model" | "dataset";
  title: string;
  /** Where it is published, owner/name. */
  repo?: string;
  frontMatter: Record<string, unknown>;
  sections: BuiltSection[];
  /** Reports that did not enter, and why. */
  omitted: Omission[];
  /** The whole README.md. */
  text: string;
}
