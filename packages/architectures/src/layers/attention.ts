import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "./model-graph.ts";

export interface AttentionOptions {
  /** Attention heads; the width is a multiple of it. */
  readonly heads: number;
  /** Tokens of a sequence. */
  readonly tokens: number;
}

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017) of rows [batch * tokens, 3 * width] that hold query, key and value one
 * after the other; gives rows [batch * tokens, width].
 */
export function attention({ g }: ModelGraph, qkv: Value, width: number, { heads, tokens }: AttentionOptions): Value {
  const size = width / heads;
  const parts = g.split(g.transpose(g.reshape(qkv, [-1, tokens, 3, heads, size]), [2, 0, 3, 1, 4]), [1, 1, 1], 0);
  const [query, key, value] = parts.map((part) => g.squeeze(part, [0]));
  const scores = g.mul(g.matmul(query, g.transpose(key, [0, 1, 3, 2])), 1 / Math.sqrt(size));
  const mixed = g.matmul(g.softmax(scores), value);
  return g.reshape(g.transpose(mixed, [0, 2, 1, 3]), [-1, width]);
}
