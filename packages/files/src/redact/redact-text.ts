import { homeRule } from "./home-rule.ts";
import { PATTERN_RULES } from "./pattern-rules.ts";
import { REDACTED, type Rule } from "./rule.ts";
import { secretRules } from "./secret-rules.ts";

export interface RedactTextOptions {
  /** Texts that must not appear, as they are, percent-encoded, JSON-escaped or in base64. Empty ones are passed over. */
  secrets?: readonly string[];
  /** The folder that "~" stands for; paths are left alone unless told. */
  home?: string;
}

/** As `redact`, on any JavaScript engine: it knows no home folder unless told. */
export function redactText(text: string, { secrets = [], home = "" }: RedactTextOptions = {}): string {
  const rules: Rule[] = [...PATTERN_RULES, ...secretRules(secrets), homeRule(home)];
  let before: string;
  let after = text;
  // Until nothing changes: what one rule takes away may uncover what another one knows. Each round leaves less text outside the marks.
  do {
    before = after;
    for (const rule of rules) after = after.split(REDACTED).map(rule).join(REDACTED);
  } while (after !== before);
  return after;
}
