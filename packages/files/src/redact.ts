import { homedir } from "node:os";
import { homeRule } from "./redact/home-rule.ts";
import { PATTERN_RULES } from "./redact/pattern-rules.ts";
import { REDACTED, type Rule } from "./redact/rule.ts";
import { secretRules } from "./redact/secret-rules.ts";

export interface RedactOptions {
  /** Texts that must not appear, as they are, percent-encoded, JSON-escaped or in base64. Empty ones are passed over. */
  secrets?: readonly string[];
  /** The folder that "~" stands for: this user's home unless told; "" leaves paths alone. */
  home?: string;
}

/**
 * A text without what must not reach a log: access tokens by their known forms, values of Authorization, Cookie, token, password and
 * signature fields, users and passwords in addresses, and the given secrets become "[redacted]"; the home folder becomes "~".
 * Redacting twice changes nothing more.
 */
export function redact(text: string, { secrets = [], home = homedir() }: RedactOptions = {}): string {
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
