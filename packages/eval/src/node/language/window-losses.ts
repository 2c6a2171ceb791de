import type { TokenBlock, TokenSet, TokenSplit } from "@tiny-cats/data";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { tokenLoss } from "../../language/token-loss.ts";
import { doWork } from "../../progress/do-work.ts";
import type { Work } from "../../progress/work.ts";
import type { LanguageModel } from "./language-model.ts";
import type { WindowSums } from "./windows-interval.ts";

/** Logits of one run: 64 MB, unless a single text has more. */
const MOST_LOGITS = 1 << 24;
const MOST_TEXTS = 16;

/** What is read, and how. */
export interface WindowsPlan {
  split: TokenSplit;
  /** Tokens that the model is given at once. */
  blockSize: number;
  /** From one window's beginning to the next one's. */
  stride: number;
  /** The most tokens that are predicted. */
  limit: number;
  /** Rows of the model's logits are that long. */
  vocabulary: number;
  /** By token; -1 for what is none. */
  bytes?: Int32Array;
  signal?: AbortSignal;
  onTokens?(done: number): void;
}

/** Each token's loss but the first one's, in nats, once each, window by window. */
export async function windowLosses(model: LanguageModel, set: TokenSet, plan: WindowsPlan): Promise<WindowSums[]> {
  const { split, blockSize, stride, limit, vocabulary, signal, onTokens } = plan;
  const together = Math.max(1, Math.min(MOST_TEXTS, Math.floor(MOST_LOGITS / (blockSize * vocabulary))));
  const sums: WindowSums[] = [];
  /** Places whose tokens were predicted already. */
  let reached = 0;
  let batch: TokenBlock[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const texts = batch.map(({ tokens }) => tokens.subarray(0, -1));
    const logits = await model.logits(texts, { signal });
    const length = texts[0].length;
    for (const [i, block] of batch.entries()) {
      const rows = logits.subarray(i * length * vocabulary, (i + 1) * length * vocabulary);
      const from = Math.max(1, reached + 1 - block.offset);
      const to = Math.min(block.tokens.length, limit + 1 - block.offset);
      if (from < to) sums.push(await doWork(oneWindow(rows, block.tokens, { from, to, ...plan }), { signal }));
      reached = Math.max(reached, block.offset + to - 1);
    }
    onTokens?.(Math.min(reached, limit));
    batch = [];
  };
  for await (const block of set.blocks({ split, length: blockSize + 1, stride, signal })) {
    if (block.offset >= limit) break;
    if (batch.length === together || (batch.length > 0 && batch[0].tokens.length !== block.tokens.length))
      await flush();
    batch.push(block);
  }
  await flush();
  return sums;
}

function* oneWindow(
  rows: Float32Array,
  tokens: Uint16Array,
  { from, to, vocabulary, bytes }: { from: number; to: number; vocabulary: number; bytes?: Int32Array },
): Work<WindowSums> {
  let loss = 0;
  let counted = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    loss += tokenLoss(rows.subarray((i - 1) * vocabulary, i * vocabulary), token);
    if (bytes) counted += bytesOf(bytes, token);
    yield (i - from) / (to - from);
  }
  return { loss, tokens: to - from, ...(bytes && { bytes: counted }) };
}

function bytesOf(bytes: Int32Array, token: number): number {
  const count = bytes[token] ?? -1;
  if (count >= 0) return count;
  throw new TinyCatsError("invalid-token-id", `the tokenizer has no token ${token}, which the text holds`, {
    value: token,
    remedy: "give the tokenizer that the token set was made with",
  });
}
