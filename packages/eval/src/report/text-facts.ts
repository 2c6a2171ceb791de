import { atPath } from "./at-path.ts";
import type { Block } from "./block.ts";
import { numberText } from "./number-text.ts";
import { type ReportPart, titled } from "./report-part.ts";

/** How a language model was given its text. */
export function textFacts(part: ReportPart): Block[] {
  const facts = ["block_size", "stride", "windows"].flatMap((key) => {
    const value = atPath(part.report, ["language", key]);
    return typeof value === "number" ? [[key.replace("_", " "), String(value)]] : [];
  });
  const causality = atPath(part.report, ["language", "causality"]);
  const [tokens, largest] = ["tokens", "largest"].map((key) => atPath(causality, [key]));
  if (atPath(causality, ["causal"]) === true && typeof tokens === "number" && typeof largest === "number")
    facts.push([
      "causality",
      `held on ${tokens} tokens: later ones change logits by at most ${numberText(largest)} of the largest`,
    ]);
  if (facts.length === 0) return [];
  return [
    { kind: "heading", text: titled("How the text was read", part) },
    { kind: "table", head: ["fact", "value"], rows: facts },
  ];
}
