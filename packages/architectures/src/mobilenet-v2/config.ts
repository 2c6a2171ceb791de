import * as v from "valibot";
import { batchNormField, count, epsilonField } from "../layers/config-fields.ts";

/** MobileNetV2's configuration in the words of transformers' MobileNetV2Config; what it has beyond them and is not used here is passed over. */
export const mobileNetV2Config = v.object({
  image_size: v.optional(count(32, 4096), 224),
  num_channels: v.optional(v.literal(3), 3),
  /** Widens every layer. */
  depth_multiplier: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(4)), 1),
  depth_divisible_by: v.optional(count(1, 64), 8),
  min_depth: v.optional(count(1, 64), 8),
  expand_ratio: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(16)), 6),
  output_stride: v.optional(v.literal(32), 32),
  first_layer_is_expansion: v.optional(v.literal(true), true),
  /** Whether the last convolution keeps its 1280 channels where depth_multiplier is below 1. */
  finegrained_output: v.optional(v.boolean(), true),
  hidden_act: v.optional(v.literal("relu6"), "relu6"),
  /** Pads as TensorFlow does: at stride 2 after the picture alone. */
  tf_padding: v.optional(v.boolean(), true),
  layer_norm_eps: v.optional(epsilonField, 0.001),
  num_labels: count(1, 100_000),
  batch_norm: batchNormField,
});

/** MobileNetV2's configuration, complete. */
export type MobileNetV2Config = v.InferOutput<typeof mobileNetV2Config>;
