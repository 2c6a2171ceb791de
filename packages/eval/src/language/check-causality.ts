import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkWhole } from "../features/check-option.ts";

/** The logits after each token: a row of the vocabulary's length a token. */
export type NextLogits = (tokens: readonly number[], options: { signal?: AbortSignal }) => Promise<Float32Array>;

/** What is compared, and how closely. */
export interface CausalityOptions {
  /** Tokens there are: the length of a row. */
  vocabulary: number;
  /** Largest difference taken for rounding, as a share of the largest logit; 1e-4 unless told. */
  tolerance?: number;
  signal?: AbortSignal;
}

/** Whether the past stays what it was when the future changes. */
export interface Causality {
  causal: boolean;
  /** The first place whose later tokens change its logits; null where there is none. */
  leak: number | null;
  /** Largest difference between the past's logits, as a share of the largest logit. */
  largest: number;
  /** Places in whose wake the tokens were changed. */
  cuts: number[];
}

/**
 * Changes all tokens after a place, at a third, a half and just before the end, and compares the logits up to it.
 *
 * @param tokens three or more
 * @throws TinyCatsError "too-few-samples", "invalid-metric-option", "feature-shape" for logits of another shape, "non-finite-logits"
 */
export async function checkCausality(
  logits: NextLogits,
  tokens: readonly number[],
  { vocabulary, tolerance = 1e-4, signal }: CausalityOptions,
): Promise<Causality> {
  checkWhole("vocabulary", vocabulary, 2);
  if (tokens.length < 3)
    throw new TinyCatsError("too-few-samples", `${tokens.length} tokens have no past and future to tell apart`, {
      value: tokens.length,
      remedy: "give at least 3",
    });
  const ask = async (text: readonly number[]) => {
    signal?.throwIfAborted();
    return checked(await logits(text, { signal }), text.length * vocabulary);
  };
  const before = await ask(tokens);
  const scale = before.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  const cuts = [...new Set([Math.floor(tokens.length / 3), tokens.length >> 1, tokens.length - 1])];
  let largest = 0;
  let leak: number | null = null;
  for (const cut of cuts) {
    const after = await ask(tokens.map((token, i) => (i < cut ? token : (token + 1) % vocabulary)));
    for (let i = 0; i < cut * vocabulary; i++) {
      const difference = Math.abs(after[i] - before[i]) / scale;
      largest = Math.max(largest, difference);
      const place = Math.floor(i / vocabulary);
      if (difference > tolerance && place < (leak ?? Number.POSITIVE_INFINITY)) leak = place;
    }
  }
  return { causal: leak === null, leak, largest, cuts };
}

function checked(logits: Float32Array, length: number): Float32Array {
  if (logits.length !== length)
    throw new TinyCatsError("feature-shape", `${logits.length} logits are not ${length}`, {
      value: logits.length,
      remedy: "give a row of the vocabulary's length for each token",
    });
  const broken = logits.find((value) => !Number.isFinite(value));
  if (broken === undefined) return logits;
  throw new TinyCatsError("non-finite-logits", `a logit is ${broken}`, {
    value: broken,
    remedy: "use another model: its logits are NaN or infinite",
  });
}
