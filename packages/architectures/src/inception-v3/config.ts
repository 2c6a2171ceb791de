import * as v from "valibot";
import { batchNormField, count } from "../layers/config-fields.ts";

/** The configuration of InceptionV3 for the Frechet distance. */
export const inceptionV3Config = v.object({
  /** Side of the pictures, which the published network takes with 299. */
  image_size: v.optional(count(75, 1024), 299),
  batch_norm: batchNormField,
});

/** InceptionV3's configuration, complete. */
export type InceptionV3Config = v.InferOutput<typeof inceptionV3Config>;
