import type { TensorSpec, TensorTable } from "../architecture.ts";
import type { Gpt2Config } from "./config.ts";

/** The matrices of a block, which transformers holds [in, out] and nanoGPT [out, in]. */
export const BLOCK_MATRICES = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"] as const;

/** GPT-2's tensors by transformers' names, in its order; biases are there even where the model was built without. A tied head has none of its own. */
export function gpt2Tensors(config: Gpt2Config): TensorTable {
  const { vocab_size, n_positions, n_embd: d, n_layer, tie_word_embeddings } = config;
  const inner = config.n_inner ?? 4 * d;
  const table = new Map<string, TensorSpec>();
  const pair = (name: string, ...shape: number[]) => {
    table.set(`${name}.weight`, { shape });
    table.set(`${name}.bias`, { shape: [shape[shape.length - 1]] });
  };
  table.set("transformer.wte.weight", { shape: [vocab_size, d] });
  table.set("transformer.wpe.weight", { shape: [n_positions, d] });
  for (let i = 0; i < n_layer; i++) {
    const block = `transformer.h.${i}`;
    pair(`${block}.ln_1`, d);
    pair(`${block}.attn.c_attn`, d, 3 * d);
    pair(`${block}.attn.c_proj`, d, d);
    pair(`${block}.ln_2`, d);
    pair(`${block}.mlp.c_fc`, d, inner);
    pair(`${block}.mlp.c_proj`, inner, d);
  }
  pair("transformer.ln_f", d);
  if (!tie_word_embeddings) table.set("lm_head.weight", { shape: [vocab_size, d] });
  return table;
}
