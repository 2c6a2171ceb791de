import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Sums over held-out text; those of several pieces add up. */
export interface LanguageSums {
  /** Sum of -ln p(token | tokens before it), in nats. */
  negativeLogLikelihood: number;
  /** Tokens predicted. */
  tokens: number;
  /** Bytes of UTF-8 that these tokens stand for; undefined where it is not known. */
  bytes?: number;
}

/** The keys of an evaluation report's `language`. */
export interface LanguageMetrics {
  /** Mean over tokens, in nats. */
  cross_entropy: number;
  /** exp(cross_entropy). */
  perplexity: number;
  /** Comparable between tokenizers; null where the bytes are not known. */
  bits_per_byte: number | null;
}

/**
 * How well a language model foretells held-out text, from sums over it.
 *
 * @throws TinyCatsError "invalid-language-sums" unless the sum is finite and not below 0, and the counts are whole and at least 1.
 */
export function languageMetrics({ negativeLogLikelihood, tokens, bytes }: LanguageSums): LanguageMetrics {
  const counted = [tokens, bytes ?? 1].every((count) => Number.isSafeInteger(count) && count >= 1);
  if (!counted || !Number.isFinite(negativeLogLikelihood) || negativeLogLikelihood < 0)
    throw new TinyCatsError(
      "invalid-language-sums",
      `${negativeLogLikelihood} nats over ${tokens} tokens is no likelihood of text`,
      {
        value: { negativeLogLikelihood, tokens, bytes },
        remedy: "give a finite sum of -ln p, 0 or more, and whole counts of at least 1",
      },
    );
  const crossEntropy = negativeLogLikelihood / tokens;
  return {
    cross_entropy: crossEntropy,
    perplexity: Math.exp(crossEntropy),
    bits_per_byte: bytes === undefined ? null : negativeLogLikelihood / Math.LN2 / bytes,
  };
}
