import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Codes of errors in what the user typed or set: they end with exit status 2. */
const USAGE = new Set([
  "unknown-option",
  "unknown-command",
  "missing-command",
  "missing-argument",
  "too-many-arguments",
  "missing-option-value",
  "invalid-option-value",
  "conflicting-options",
  "stdout-is-a-terminal",
  "config-not-found",
  "invalid-config",
  "unknown-config-key",
  "unknown-breed",
  "not-drawable",
  "invalid-seed",
  "invalid-index",
  "invalid-steps",
  "unknown-solver",
  "invalid-guidance",
  "invalid-times",
  "invalid-time-grid",
  "invalid-batch-size",
  "confirmation-needed",
  "token-on-command-line",
  "hub-offline",
  "invalid-endpoint",
  "invalid-repo",
  "invalid-revision",
  "invalid-token",
  "invalid-hub-option",
  "no-such-target",
  "target-dtype",
  "fixed-image-size",
  "weights-not-chosen",
  "no-such-weights",
  "unknown-dialect",
  "invalid-bench-option",
  "shape-needed",
  "invalid-shape",
  "unknown-input",
  "no-such-provider",
  "benchmarks-not-comparable",
  "invalid-gate",
  "invalid-thresholds",
  "unknown-gate",
  "invalid-recipe",
  "unknown-recipe-key",
  "invalid-training-option",
]);

/** Whether an error is one of usage, by its code. */
export function isUsageError(error: { code: string }): boolean {
  return USAGE.has(error.code);
}

/** An error in what the user typed or set. */
export function usageError(
  code: string,
  message: string,
  { value, remedy }: { value?: unknown; remedy: string },
): TinyCatsError {
  if (!USAGE.has(code)) throw new Error(`${code} is not listed as a usage error`);
  return new TinyCatsError(code, message, { value, remedy });
}
