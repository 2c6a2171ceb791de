import * as v from "valibot";
import { intervals } from "./intervals.ts";
import { openObject } from "./open-object.ts";
import { finite, nonNegative } from "./scalars.ts";

/** How well a language model foretells held-out text. */
export const languageMetrics = openObject({
  /** Mean over tokens, in nats. */
  cross_entropy: v.nullable(nonNegative),
  /** exp(cross_entropy). */
  perplexity: v.nullable(v.pipe(finite, v.minValue(1, "must be 1 or more"))),
  /** Comparable between tokenizers. */
  bits_per_byte: v.nullable(nonNegative),
  /** Confidence intervals by the metric's key. */
  intervals: v.optional(v.nullable(intervals)),
});
