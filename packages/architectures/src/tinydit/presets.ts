import type { TinyDitConfig } from "./config.ts";

const design = {
  num_classes: 13,
  null_class: true,
  pos_embed: true,
  time_scale: 1000,
  unpatchify: "spatial",
  prediction: "sample",
} as const;

/** What the seed's TinyDiT is, wherever its files do not say so. */
export const LEGACY = {
  num_classes: 13,
  null_class: false,
  pos_embed: false,
  time_scale: 1,
  unpatchify: "strided",
  prediction: "velocity",
} as const;

/** The sizes that models are trained in; legacy-128 is the seed's. */
export const tinyDitPresets: Readonly<Record<string, TinyDitConfig>> = {
  "tinydit-64": { image_size: 64, patch_size: 8, embed_dim: 192, depth: 8, num_heads: 3, ...design },
  "tinydit-128": { image_size: 128, patch_size: 16, embed_dim: 384, depth: 12, num_heads: 6, ...design },
  "tinydit-256": { image_size: 256, patch_size: 16, embed_dim: 512, depth: 12, num_heads: 8, ...design },
  "legacy-128": { image_size: 128, patch_size: 16, embed_dim: 384, depth: 12, num_heads: 6, ...LEGACY },
};
