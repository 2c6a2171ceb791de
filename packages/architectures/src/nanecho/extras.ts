import type { Value } from "@tiny-cats/onnx";
import { selfAttention } from "../gpt2/self-attention.ts";
import { layerNorm } from "../layers/layer-norm.ts";
import { linear } from "../layers/linear.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import type { NanEchoConfig } from "./config.ts";

/** x + gate(x) * transform(x), one dimension of a persona. */
export function personaDimension(m: ModelGraph, name: string, x: Value): Value {
  const { g } = m;
  const hidden = g.gelu(layerNorm(m, `${name}.transform.1`, linear(m, `${name}.transform.0`, x)));
  const gate = g.sigmoid(linear(m, `${name}.gate.2`, g.relu(linear(m, `${name}.gate.0`, x))));
  return g.add(x, g.mul(gate, linear(m, `${name}.transform.3`, hidden)));
}

/** The layers one after the other, as many as training has unlocked, added with shares that every sequence's mean decides. */
export function recursiveReasoning(m: ModelGraph, config: NanEchoConfig, name: string, x: Value): Value {
  const { g } = m;
  const depth = recursionDepth(config);
  const shares = g.softmax(g.slice(linear(m, `${name}.depth_controller`, g.reduceMean(x, [1])), 1, 0, depth));
  let current = x;
  let total: Value | undefined;
  for (let i = 0; i < depth; i++) {
    const layer = `${name}.recursive_layers.${i}`;
    current = g.gelu(layerNorm(m, `${layer}.1`, linear(m, `${layer}.0`, current)));
    const share = g.mul(g.unsqueeze(g.slice(shares, 1, i, i + 1), [1]), config.recursion_decay ** i);
    const part = g.mul(current, share);
    total = total ? g.add(total, part) : part;
  }
  return total!;
}

/** How many recursive layers run: from least to most over the first 10,000 iterations. */
function recursionDepth(config: NanEchoConfig): number {
  const { min_recursion_depth: least, max_recursion_depth: most, current_iteration } = config;
  return Math.floor(least + (most - least) * Math.min(current_iteration / 10_000, 1));
}

/** Tokens attend to all others, later ones too; no pattern is injected. */
export function hypergraphPatterns(m: ModelGraph, { n_embd }: NanEchoConfig, name: string, x: Value): Value {
  const { g, weight } = m;
  const edges = `${name}.edge_attention`;
  const nodes = linear(m, `${name}.node_encoder`, x);
  const qkv = g.linear(nodes, weight(`${edges}.in_proj_weight`), weight(`${edges}.in_proj_bias`));
  const attended = linear(m, `${edges}.out_proj`, selfAttention(m, qkv, n_embd, { heads: 4 }));
  const encoder = `${name}.pattern_encoder`;
  const hidden = linear(m, `${encoder}.2`, g.relu(linear(m, `${encoder}.0`, attended)));
  return layerNorm(m, `${encoder}.3`, hidden);
}
