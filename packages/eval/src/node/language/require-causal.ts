import type { TokenSet, TokenSplit } from "@tiny-cats/data";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type Causality, checkCausality } from "../../language/check-causality.ts";
import type { LanguageModel } from "./language-model.ts";

/** Tokens that the check is made on: more would take memory, and leaks show in few. */
const MOST_TOKENS = 256;

/** What the check has found, for the report. */
export interface FoundCausal {
  /** The length of a row of logits. */
  vocabulary: number;
  causality: Omit<Causality, "leak"> & { tokens: number };
}

/**
 * Holds a model to causality on the first tokens of a split.
 *
 * @throws TinyCatsError "not-causal", "too-few-samples" below 3 tokens, "vocabulary-mismatch" for tokens that the model does not know,
 * "wrong-model" for logits of another shape, "non-finite-logits"
 */
export async function requireCausal(
  model: LanguageModel,
  set: TokenSet,
  { split, blockSize, signal }: { split: TokenSplit; blockSize: number; signal?: AbortSignal },
): Promise<FoundCausal> {
  const length = Math.max(3, Math.min(blockSize, MOST_TOKENS));
  const { value: block } = await set.blocks({ split, length, signal }).next();
  const tokens: number[] = Array.from(block?.tokens ?? []);
  const probe = await model.logits([tokens.slice(0, 1)], { signal });
  const vocabulary = probe.length;
  if (vocabulary < set.metadata.vocab_size)
    throw new TinyCatsError(
      "vocabulary-mismatch",
      `the model knows ${vocabulary} tokens, the token set has a vocabulary of ${set.metadata.vocab_size}`,
      {
        value: { model: vocabulary, set: set.metadata.vocab_size },
        remedy: "give the token set that was made with the model's tokenizer",
      },
    );
  const logits = (text: readonly number[]) => model.logits([text], { signal });
  const { leak, ...causality } = await checkCausality(logits, tokens, { vocabulary, signal });
  if (leak === null) return { vocabulary, causality: { ...causality, tokens: tokens.length } };
  throw new TinyCatsError(
    "not-causal",
    `the model sees the future: later tokens change its logits from token ${leak} on, by ${causality.largest.toPrecision(2)} of the largest`,
    {
      value: { leak, ...causality },
      remedy:
        "mend the model, whose loss would say how well it copies: look for attention, means or gates over later tokens",
    },
  );
}
