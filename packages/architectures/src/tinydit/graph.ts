import type { Value } from "@tiny-cats/onnx";
import { attention } from "../layers/attention.ts";
import { layerNorm } from "../layers/layer-norm.ts";
import { linear } from "../layers/linear.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import type { TinyDitConfig } from "./config.ts";
import type { TinyDitGraphOptions } from "./graph-options.ts";
import { positionsAtSize } from "./positions-at-size.ts";
import { sizedConfig } from "./sized-config.ts";
import { TIME_FEATURES } from "./tensors.ts";

/**
 * TinyDiT (after Peebles and Xie, "Scalable Diffusion Models with Transformers", 2023) as a velocity field of flow matching: `noise`
 * [batch, 3, S, S], `timestep` [batch] in [0, 1] and `breed` int64 [batch] -> `velocity` [batch, 3, S, S].
 */
export function tinyDitGraph(m: ModelGraph, own: TinyDitConfig, { imageSize }: TinyDitGraphOptions): void {
  const { g, weight } = m;
  const config = imageSize === undefined ? own : sizedConfig(own, imageSize);
  const { image_size, patch_size, embed_dim, depth, num_heads, pos_embed, prediction } = config;
  const tokens = (image_size / patch_size) ** 2;
  const noise = m.input("noise", ["batch", 3, image_size, image_size]);
  // Time stays out of float16, in which it would lose its last digits times 1000.
  const timestep = g.input("timestep", m.dtype === "float64" ? "float64" : "float32", ["batch"]);
  const breed = g.input("breed", "int64", ["batch"]);

  const condition = g.silu(
    g.add(timeEmbedding(m, config, timestep), g.gather(weight("breed_embedder.embedding.weight"), breed)),
  );
  const modulations = (name: string, count: number) =>
    g.split(
      g.reshape(linear(m, `${name}.adaLN_modulation.1`, condition), [-1, count, embed_dim]),
      Array.from({ length: count }, () => 1),
      1,
    );
  const rows = (x: Value) => g.reshape(x, [-1, embed_dim]);
  const pictures = (x: Value) => g.reshape(x, [-1, tokens, embed_dim]);
  const modulated = (norm: string, x: Value, shift: Value, scale: Value) =>
    rows(g.add(g.mul(layerNorm(m, norm, x), g.add(scale, 1)), shift));

  const patches = g.conv(noise, weight("patch_embed.proj.weight"), weight("patch_embed.proj.bias"), {
    stride: patch_size,
  });
  let x = g.transpose(g.reshape(patches, [-1, embed_dim, tokens]), [0, 2, 1]);
  if (pos_embed) x = g.add(x, positions(m, own, image_size));
  for (let i = 0; i < depth; i++) {
    const block = `blocks.${i}`;
    const [shift1, scale1, gate1, shift2, scale2, gate2] = modulations(block, 6);
    const qkv = linear(m, `${block}.attn.qkv`, modulated(`${block}.norm1`, x, shift1, scale1));
    const mixed = attention(m, qkv, embed_dim, { heads: num_heads, tokens });
    x = g.add(x, g.mul(gate1, pictures(linear(m, `${block}.attn.proj`, mixed))));
    const hidden = g.gelu(linear(m, `${block}.mlp.fc1`, modulated(`${block}.norm2`, x, shift2, scale2)));
    x = g.add(x, g.mul(gate2, pictures(linear(m, `${block}.mlp.fc2`, hidden))));
  }
  const [shift, scale] = modulations("final_layer", 2);
  const last = linear(m, "final_layer.linear", modulated("final_layer.norm_final", x, shift, scale));
  const predicted = unpatchify(m, config, last);
  m.output("velocity", prediction === "velocity" ? predicted : velocityOf(m, predicted, noise, timestep));
}

/** What is added to the patches of pictures of a size: the weights as they are for the model's own. */
function positions(m: ModelGraph, { image_size, patch_size }: TinyDitConfig, size: number): Value {
  const learned = m.weight("pos_embed");
  return size === image_size ? learned : positionsAtSize(m, learned, image_size / patch_size, size / patch_size);
}

/** cos then sin of t * time_scale at frequencies exp(-ln(1e4) i / 128), through an MLP: [batch, embed_dim]. */
function timeEmbedding(m: ModelGraph, { time_scale }: TinyDitConfig, timestep: Value): Value {
  const { g } = m;
  const half = TIME_FEATURES / 2;
  const frequencies = Array.from({ length: half }, (_, i) => Math.exp((-Math.log(1e4) * i) / half));
  const scaled = time_scale === 1 ? timestep : g.mul(timestep, time_scale);
  const angles = g.mul(g.unsqueeze(scaled, [1]), g.constant(timestep.dtype, [1, half], frequencies));
  const features = g.concat([g.cos(angles), g.sin(angles)], 1);
  const typed = features.dtype === m.dtype ? features : g.cast(features, m.dtype);
  return linear(m, "t_embedder.mlp.2", g.silu(linear(m, "t_embedder.mlp.0", typed)));
}

/** Rows of flattened patches as pictures. */
function unpatchify({ g }: ModelGraph, { image_size, patch_size: p, unpatchify: way }: TinyDitConfig, x: Value): Value {
  const side = image_size / p;
  const whole = [-1, 3, image_size, image_size];
  if (way === "strided") return g.reshape(g.transpose(g.reshape(x, [-1, side * side, 3 * p * p]), [0, 2, 1]), whole);
  return g.reshape(g.transpose(g.reshape(x, [-1, side, side, 3, p, p]), [0, 3, 1, 4, 2, 5]), whole);
}

/** (x1 - x_t) / max(1 - t, 1e-3): the field that carries x_t towards the predicted picture. */
function velocityOf({ g, dtype }: ModelGraph, picture: Value, noise: Value, timestep: Value): Value {
  const left = g.max(g.sub(1, timestep), 1e-3);
  const typed = left.dtype === dtype ? left : g.cast(left, dtype);
  return g.div(g.sub(picture, noise), g.reshape(typed, [-1, 1, 1, 1]));
}
