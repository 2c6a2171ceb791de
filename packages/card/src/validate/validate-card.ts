import type { BuiltCard } from "../build/built-card.ts";
import type { CardFile } from "../build/model-card-input.ts";
import type { Card } from "../parse/parse-card.ts";
import { checkAgainstBuilt } from "./check-against-built.ts";
import { checkFields } from "./check-fields.ts";
import { checkFiles } from "./check-files.ts";
import { checkModelIndex } from "./check-model-index.ts";
import { checkSections } from "./check-sections.ts";
import { checkSnippets, type TestedCode } from "./check-snippets.ts";
import type { Finding, Validation } from "./finding.ts";

/** What a card is held against. */
export interface ValidateOptions {
  /** "model" unless told. */
  kind?: "model" | "dataset";
  /** What lies beside it: links and hashes in the card must be of these. */
  files?: readonly CardFile[];
  /** The card as it would be built now: measured sections and model-index must be its. */
  built?: BuiltCard;
  /** Code that a test of yours has run, besides the registry's. */
  tested?: readonly TestedCode[];
}

/** Holds a card to the Hub's fields, to its own sections, and to the files and reports beside it where they are given. */
export function validateCard(
  card: Card,
  { kind = "model", files, built, tested = [] }: ValidateOptions = {},
): Validation {
  const findings: Finding[] = [];
  if (card.frontMatter) {
    findings.push(...checkFields(card.frontMatter.data, kind));
    if (kind === "model") findings.push(...checkModelIndex(card.frontMatter.data["model-index"]));
  } else {
    findings.push({
      code: "missing-front-matter",
      severity: "error",
      message: "the card begins without front matter: the Hub knows neither its licence nor its task",
      remedy: 'begin it with a line "---", "license: <id>", and another line "---", or build the card',
    });
  }
  if (card.unclosedLine !== undefined) {
    findings.push({
      code: "unclosed-card-code",
      severity: "error",
      path: `line ${card.unclosedLine}`,
      message: `the code that begins in line ${card.unclosedLine} has no end`,
      remedy: "close it with a line of the signs that it begins with",
    });
  }
  findings.push(...checkSections(card), ...checkSnippets(card, tested));
  if (files) findings.push(...checkFiles(card, files));
  if (built) findings.push(...checkAgainstBuilt(card, built));
  const errors = findings.filter(({ severity }) => severity === "error");
  return { valid: errors.length === 0, errors, warnings: findings.filter(({ severity }) => severity === "warning") };
}
