import type { BuiltCard, CardUpdate, Finding, Validation } from "@tiny-cats/card";
import type { WrittenCard } from "./write-card.ts";

/** What is to be said of a card that was written: what was found on the way to it comes before what was found in it. */
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
  const errors = [...findings.filter(({ severity }) => severity === "error"), ...validation.errors];
  const warnings = [...findings.filter(({ severity }) => severity === "warning"), ...validation.warnings];
  return {
    path,
    changed,
    ...(update && { updated: { sections: update.sections, frontMatter: update.frontMatter } }),
    omitted: built.omitted.map(({ code, path: of, message }) => ({ code, path: of, message })),
    validation: { valid: errors.length === 0, errors, warnings },
  };
}
