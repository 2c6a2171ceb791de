import type { Finding, Validation } from "../validate/finding.ts";

/** What validation says of a card, and before it what was found on the way to it. */
export function concludeValidation(findings: readonly Finding[], validation: Validation): Validation {
  const errors = [...findings.filter(({ severity }) => severity === "error"), ...validation.errors];
  const warnings = [...findings.filter(({ severity }) => severity === "warning"), ...validation.warnings];
  return { valid: errors.length === 0, errors, warnings };
}
