import * as v from "valibot";
import { count } from "../layers/config-fields.ts";

/**
 * TinyDiT's configuration. Pictures are image_size^2 in RGB, cut into patches of patch_size^2. Defaults are of the design; the seed's
 * trainer means the other value wherever there are two. Fields of a config.json that are not of the model are passed over.
 */
export const tinyDitConfig = v.pipe(
  v.object({
    image_size: count(1, 1024),
    patch_size: count(1, 64),
    embed_dim: count(1, 4096),
    depth: count(1, 64),
    num_heads: count(1, 64),
    /** Labels, without the null class. */
    num_classes: v.optional(count(1, 10_000), 13),
    /** Whether label num_classes stands for "no label"; a model without one uses its last label. */
    null_class: v.optional(v.boolean(), true),
    /** Whether a learned position is added to every patch. */
    pos_embed: v.optional(v.boolean(), true),
    /** What time in [0, 1] is multiplied by before its sinusoids are taken: 1000, or the seed's 1. */
    time_scale: v.optional(v.picklist([1000, 1]), 1000),
    /** "spatial" puts patch n at its place; "strided" is the seed's transposed reshape, which scatters it. */
    unpatchify: v.optional(v.picklist(["spatial", "strided"]), "spatial"),
    /** What the network predicts: the clean image, or the velocity. The graph always returns velocity. */
    prediction: v.optional(v.picklist(["sample", "velocity"]), "sample"),
  }),
  v.check(({ image_size, patch_size }) => image_size % patch_size === 0, "image_size is no multiple of patch_size"),
  v.check(({ embed_dim, num_heads }) => embed_dim % num_heads === 0, "embed_dim is no multiple of num_heads"),
  v.check(({ image_size, patch_size }) => image_size / patch_size <= 128, "there are more than 16384 patches"),
);

/** TinyDiT's configuration, complete. */
export type TinyDitConfig = v.InferOutput<typeof tinyDitConfig>;
