import type { CardFacts, PartFacts } from "../facts.ts";
import { inline } from "../inline.ts";

/** The texts of a card's models one after another, each under its name where there are several. */
export function perPart({ parts }: CardFacts, make: (facts: PartFacts) => string | undefined): string | undefined {
  const texts = parts.flatMap((facts) => {
    const text = make(facts);
    if (text === undefined) return [];
    return [parts.length > 1 ? `### ${inline(facts.part.manifest.name)}\n\n${text}` : text];
  });
  return texts.length === 0 ? undefined : texts.join("\n\n");
}
