import type { CardFacts } from "../facts.ts";

/** One section of a card: how its Markdown is made, without heading; undefined where it has no place in the card. */
export interface SectionMaker {
  id: string;
  title: string;
  /** Whether it holds numbers of reports, so that nothing in it may be changed by hand. */
  measured?: boolean;
  make(facts: CardFacts): string | undefined;
}

/** What stands in a section that people must write, until they have. */
export const UNFILLED = "Not stated yet.";

/** What stands where no report says anything. */
export const NOT_MEASURED = "Not measured: no report here is of these files.";
