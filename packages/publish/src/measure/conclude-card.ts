import type { BuiltCard, CardUpdate, Finding, Validation } from "@tiny-cats/card";
import { concludeValidation } from "@tiny-cats/card/node";
import type { WrittenCard } from "./write-card.ts";

/** What is to be said of a card that was written. */
export function concludeCard({
  path,
  changed,
  update,
  built,
  findings,
  validation,
}: {
  path: string;
  changed: boolean;
  update: CardUpdate | undefined;
  built: BuiltCard;
  findings: readonly Finding[];
  validation: Validation;
}): WrittenCard {
  return {
    path,
    changed,
    ...(update && { updated: { sections: update.sections, frontMatter: update.frontMatter } }),
    omitted: built.omitted.map(({ code, path: of, message }) => ({ code, path: of, message })),
    validation: concludeValidation(findings, validation),
  };
}
