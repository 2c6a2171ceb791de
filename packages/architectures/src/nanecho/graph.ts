import type { Value } from "@tiny-cats/onnx";
import { positions } from "../gpt2/causal-mask.ts";
import { tokenLogits } from "../gpt2/token-logits.ts";
import { layerNorm } from "../layers/layer-norm.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import { adaptiveAttention } from "./attention.ts";
import { blockParts } from "./block-parts.ts";
import type { NanEchoConfig } from "./config.ts";
import { hypergraphPatterns, personaDimension, recursiveReasoning } from "./extras.ts";
import { maskedLinear } from "./masked-linear.ts";

/**
 * NanEcho in evaluation, `input_ids` int64 [batch, sequence] -> `logits` [batch, sequence, vocab_size], as its modules compute it but for one
 * thing: they replace a random quarter of the nodes by random patterns even then, which no graph could repeat; here none is replaced. As in
 * the original, thresholds, shares of recursion and edge attention let a token's logits depend on later tokens.
 */
export function nanEchoGraph(m: ModelGraph, config: NanEchoConfig): void {
  const { g, weight } = m;
  const ids = g.input("input_ids", "int64", ["batch", "sequence"]);
  const places = positions(m, ids);
  let x = g.add(g.gather(weight("token_embedding.weight"), ids), g.gather(weight("position_embedding.weight"), places));
  for (let i = 0; i < config.n_layer; i++) x = block(m, config, i, x, places);
  m.output("logits", tokenLogits(m, "token_embedding.weight", layerNorm(m, "ln_f", x), config.n_embd));
}

function block(m: ModelGraph, config: NanEchoConfig, i: number, input: Value, places: Value): Value {
  const { g, weight } = m;
  const name = `blocks.${i}`;
  const { personas, recursive, hypergraph } = blockParts(config, i);
  let x = g.add(input, adaptiveAttention(m, config, `${name}.attn`, layerNorm(m, `${name}.ln1`, input), places));
  for (const dimension of personas) {
    const share = config.dimension_weights[dimension] ?? 0.125;
    x = g.add(x, g.mul(personaDimension(m, `${name}.persona_dims.${dimension}`, x), share));
  }
  if (recursive) x = g.add(x, g.mul(recursiveReasoning(m, config, `${name}.recursive`, x), 0.5));
  if (hypergraph) x = g.add(x, g.mul(hypergraphPatterns(m, config, `${name}.hypergraph`, x), 0.3));
  const mask = weight(`${name}.mlp_connection_mask.mask`);
  const hidden = g.gelu(maskedLinear(m, `${name}.mlp.0`, mask, layerNorm(m, `${name}.ln2`, x)));
  return g.add(x, maskedLinear(m, `${name}.mlp.2`, g.transpose(mask, [1, 0]), hidden));
}
