import type { LanguageModel } from "@tiny-cats/eval/node";

/** Tokens from the whole of a model's vocabulary, the same each time: as many as asked for, where it sees as many at once. */
export async function madeUpTokens(
  { logits, context = Number.POSITIVE_INFINITY }: LanguageModel,
  count: number,
  options: { signal?: AbortSignal },
): Promise<{ tokens: number[]; vocabulary: number }> {
  const { length: vocabulary } = await logits([[0]], options);
  const length = Math.min(count, context);
  return { tokens: Array.from({ length }, (_, place) => (7 + place * 7919) % vocabulary), vocabulary };
}
