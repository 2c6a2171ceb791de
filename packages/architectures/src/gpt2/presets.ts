import type { Gpt2Config } from "./config.ts";

function preset(n_layer: number, n_head: number, n_embd: number): Gpt2Config {
  return {
    vocab_size: 50_257,
    n_positions: 1024,
    n_embd,
    n_layer,
    n_head,
    n_inner: null,
    activation_function: "gelu_new",
    layer_norm_epsilon: 1e-5,
    tie_word_embeddings: true,
    bias: true,
    bos_token_id: 50_256,
    eos_token_id: 50_256,
    scale_attn_weights: true,
    scale_attn_by_inverse_layer_idx: false,
    add_cross_attention: false,
  };
}

/** OpenAI's sizes. */
export const gpt2Presets: Readonly<Record<string, Gpt2Config>> = {
  gpt2: preset(12, 12, 768),
  "gpt2-medium": preset(24, 16, 1024),
  "gpt2-large": preset(36, 20, 1280),
  "gpt2-xl": preset(48, 25, 1600),
};
