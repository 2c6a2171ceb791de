import type { TensorSpec, TensorTable } from "../architecture.ts";
import type { TinyDitConfig } from "./config.ts";

/** Sinusoids of the time: half of them cosines. */
export const TIME_FEATURES = 256;

/** TinyDiT's tensors in the order of its modules. */
export function tinyDitTensors(config: TinyDitConfig): TensorTable {
  const { image_size, patch_size: p, embed_dim: d, depth, num_classes, null_class, pos_embed } = config;
  const table = new Map<string, TensorSpec>();
  const add = (name: string, ...shape: number[]) => table.set(name, { shape });
  const pair = (name: string, ...shape: number[]) => {
    add(`${name}.weight`, ...shape);
    add(`${name}.bias`, shape[0]);
  };
  if (pos_embed) add("pos_embed", 1, (image_size / p) ** 2, d);
  pair("patch_embed.proj", d, 3, p, p);
  add("breed_embedder.embedding.weight", num_classes + (null_class ? 1 : 0), d);
  pair("t_embedder.mlp.0", d, TIME_FEATURES);
  pair("t_embedder.mlp.2", d, d);
  for (let i = 0; i < depth; i++) {
    const block = `blocks.${i}`;
    pair(`${block}.norm1`, d);
    add(`${block}.attn.qkv.weight`, 3 * d, d);
    pair(`${block}.attn.proj`, d, d);
    pair(`${block}.norm2`, d);
    pair(`${block}.mlp.fc1`, 4 * d, d);
    pair(`${block}.mlp.fc2`, d, 4 * d);
    pair(`${block}.adaLN_modulation.1`, 6 * d, d);
  }
  pair("final_layer.norm_final", d);
  pair("final_layer.linear", 3 * p * p, d);
  pair("final_layer.adaLN_modulation.1", 2 * d, d);
  return table;
}
