import * as v from "valibot";
import { batchNormField, count, epsilonField } from "../layers/config-fields.ts";

const four = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.length(4));

/** ResNet's configuration in the words of transformers' ResNetConfig; what it has beyond them and is not used here is passed over. */
export const resNetConfig = v.pipe(
  v.object({
    image_size: v.optional(count(32, 4096), 224),
    embedding_size: v.optional(count(1, 1024), 64),
    hidden_sizes: four(count(4, 8192)),
    depths: four(count(1, 100)),
    /** Two 3x3 convolutions a block, or 1x1, 3x3 and 1x1 around a quarter of the width. */
    layer_type: v.picklist(["basic", "bottleneck"]),
    hidden_act: v.optional(v.literal("relu"), "relu"),
    downsample_in_first_stage: v.optional(v.literal(false), false),
    downsample_in_bottleneck: v.optional(v.literal(false), false),
    num_channels: v.optional(v.literal(3), 3),
    num_labels: count(1, 100_000),
    batch_norm_eps: v.optional(epsilonField, 1e-5),
    batch_norm: batchNormField,
  }),
  v.check(
    ({ layer_type, hidden_sizes }) => layer_type === "basic" || hidden_sizes.every((size) => size % 4 === 0),
    "hidden_sizes of bottlenecks are no multiples of 4",
  ),
);

/** ResNet's configuration, complete. */
export type ResNetConfig = v.InferOutput<typeof resNetConfig>;
