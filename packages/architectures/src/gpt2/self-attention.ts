import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "../layers/model-graph.ts";

export interface SelfAttentionOptions {
  readonly heads: number;
  /** What becomes of the scores [batch, heads, tokens, tokens] before softmax: a mask is added here. */
  readonly scored?: (scores: Value) => Value;
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017) of [batch, tokens, 3 * width] that holds query, key and value one after the other, batch
 * and tokens both open; gives [batch, tokens, width].
 */
export function selfAttention({ g }: ModelGraph, qkv: Value, width: number, options: SelfAttentionOptions): Value {
  const { heads, scored = (scores) => scores } = options;
  const size = width / heads;
  const [query, key, value] = g
    .split(qkv, [width, width, width], 2)
    .map((part) => g.reshape(part, [0, 0, heads, size]));
  const scores = g.matmul(g.transpose(query, [0, 2, 1, 3]), g.transpose(key, [0, 2, 3, 1]));
  const shares = g.softmax(scored(g.mul(scores, 1 / Math.sqrt(size))));
  const mixed = g.matmul(shares, g.transpose(value, [0, 2, 1, 3]));
  return g.reshape(g.transpose(mixed, [0, 2, 1, 3]), [0, 0, width]);
}
