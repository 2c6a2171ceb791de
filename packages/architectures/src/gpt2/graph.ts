import type { Value } from "@tiny-cats/onnx";
import { layerNorm } from "../layers/layer-norm.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { causalMask, positions } from "./causal-mask.ts";
import type { Gpt2Config } from "./config.ts";
import { selfAttention } from "./self-attention.ts";
import { tokenLogits } from "./token-logits.ts";

/**
 * GPT-2 (Radford et al. 2019): `input_ids` int64 [batch, sequence] -> `logits` [batch, sequence, vocab_size]. Every sequence begins at position
 * 0, is at most n_positions long, and has no padding.
 */
export function gpt2Graph(m: ModelGraph, config: Gpt2Config): void {
  const { g, weight } = m;
  const ids = g.input("input_ids", "int64", ["batch", "sequence"]);
  const places = positions(m, ids);
  const mask = causalMask(m, places);
  let x = g.add(g.gather(weight("transformer.wte.weight"), ids), g.gather(weight("transformer.wpe.weight"), places));
  for (let i = 0; i < config.n_layer; i++) x = block(m, config, `transformer.h.${i}`, x, mask);
  const last = layerNorm(m, "transformer.ln_f", x, config.layer_norm_epsilon);
  const head = config.tie_word_embeddings ? "transformer.wte.weight" : "lm_head.weight";
  m.output("logits", tokenLogits(m, head, last, config.n_embd));
}

function block(m: ModelGraph, config: Gpt2Config, name: string, x: Value, mask: Value): Value {
  const { g } = m;
  const { n_embd, n_head, layer_norm_epsilon, activation_function } = config;
  const norm = (part: string, value: Value) => layerNorm(m, `${name}.${part}`, value, layer_norm_epsilon);
  const mixed = selfAttention(m, projection(m, `${name}.attn.c_attn`, norm("ln_1", x)), n_embd, {
    heads: n_head,
    scored: (scores) => g.add(scores, mask),
  });
  const attended = g.add(x, projection(m, `${name}.attn.c_proj`, mixed));
  const hidden = projection(m, `${name}.mlp.c_fc`, norm("ln_2", attended));
  const active = g.gelu(hidden, activation_function === "gelu" ? "none" : "tanh");
  return g.add(attended, projection(m, `${name}.mlp.c_proj`, active));
}

/** x W + b for transformers' W [in, out]. */
function projection({ g, weight }: ModelGraph, name: string, x: Value): Value {
  return g.add(g.matmul(x, weight(`${name}.weight`)), weight(`${name}.bias`));
}
