import type { TensorSpec, TensorTable } from "../architecture.ts";
import { blockParts } from "./block-parts.ts";
import type { NanEchoConfig } from "./config.ts";

/** NanEcho's tensors, buffers among them, in the order of its modules. The head is the token embedding and has none of its own. */
export function nanEchoTensors(config: NanEchoConfig): TensorTable {
  const { vocab_size, block_size: t, n_embd: d, n_layer, bias, max_recursion_depth: depth } = config;
  const half = Math.floor(d / 2);
  const table = new Map<string, TensorSpec>();
  const add = (name: string, ...shape: number[]) => table.set(name, { shape });
  const pair = (name: string, ...shape: number[]) => {
    add(`${name}.weight`, ...shape);
    add(`${name}.bias`, shape[0]);
  };
  const projection = (name: string, ...shape: number[]) =>
    bias ? pair(name, ...shape) : add(`${name}.weight`, ...shape);
  const connections = (name: string, ...shape: number[]) => {
    add(`${name}._current_ratio_tensor`);
    add(`${name}.mask`, ...shape);
  };

  add("token_embedding.weight", vocab_size, d);
  add("position_embedding.weight", t, d);
  for (let i = 0; i < n_layer; i++) {
    const block = `blocks.${i}`;
    const { personas, recursive, hypergraph } = blockParts(config, i);
    pair(`${block}.ln1`, d);
    pair(`${block}.ln2`, d);
    add(`${block}.attn.mask`, 1, 1, t, t);
    projection(`${block}.attn.qkv`, 3 * d, d);
    projection(`${block}.attn.out_proj`, d, d);
    pair(`${block}.attn.threshold_net.0`, half, d);
    pair(`${block}.attn.threshold_net.2`, 1, half);
    pair(`${block}.attn.cognitive_load_estimator`, 1, d);
    connections(`${block}.attn.connection_mask`, d, d);
    projection(`${block}.mlp.0`, 4 * d, d);
    projection(`${block}.mlp.2`, d, 4 * d);
    connections(`${block}.mlp_connection_mask`, 4 * d, d);
    for (const dimension of personas) {
      const persona = `${block}.persona_dims.${dimension}`;
      pair(`${persona}.transform.0`, d, d);
      pair(`${persona}.transform.1`, d);
      pair(`${persona}.transform.3`, d, d);
      pair(`${persona}.gate.0`, half, d);
      pair(`${persona}.gate.2`, d, half);
    }
    if (recursive) {
      for (let layer = 0; layer < depth; layer++) {
        pair(`${block}.recursive.recursive_layers.${layer}.0`, d, d);
        pair(`${block}.recursive.recursive_layers.${layer}.1`, d);
      }
      pair(`${block}.recursive.depth_controller`, depth, d);
      pair(`${block}.recursive.combiner`, d, depth * d);
    }
    if (hypergraph) {
      const patterns = `${block}.hypergraph`;
      add(`${patterns}.pattern_templates`, 8, d);
      pair(`${patterns}.pattern_encoder.0`, 2 * d, d);
      pair(`${patterns}.pattern_encoder.2`, d, 2 * d);
      pair(`${patterns}.pattern_encoder.3`, d);
      pair(`${patterns}.node_encoder`, d, d);
      add(`${patterns}.edge_attention.in_proj_weight`, 3 * d, d);
      add(`${patterns}.edge_attention.in_proj_bias`, 3 * d);
      pair(`${patterns}.edge_attention.out_proj`, d, d);
    }
  }
  pair("ln_f", d);
  return table;
}
