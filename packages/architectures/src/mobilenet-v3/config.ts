import * as v from "valibot";
import { batchNormField, count, epsilonField } from "../layers/config-fields.ts";

/** MobileNetV3-small's configuration; transformers has no such model, so the words are this project's. */
export const mobileNetV3Config = v.object({
  image_size: v.optional(count(32, 4096), 224),
  /** 0.001 in torchvision, 1e-5 in timm's mobilenetv3_small_100. */
  batch_norm_eps: v.optional(epsilonField, 0.001),
  num_labels: count(1, 100_000),
  batch_norm: batchNormField,
});

/** MobileNetV3-small's configuration, complete. */
export type MobileNetV3Config = v.InferOutput<typeof mobileNetV3Config>;
