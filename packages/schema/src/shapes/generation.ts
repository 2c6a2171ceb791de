import * as v from "valibot";
import { sampler } from "./sampler.ts";
import { count, finite, positiveCount, sha256 } from "./scalars.ts";

const shape = v.strictObject({
  /** Side of the square picture, in pixels. */
  image_size: positiveCount,
  /** Ids of the labels that the model was trained to draw. */
  drawable: v.pipe(v.array(count), v.minLength(1, "must list a label")),
  /** The id that stands for no label. */
  null_class: count,
  /** What the network predicts; the graph returns the velocity either way. */
  prediction: v.picklist(["sample", "velocity"]),
  /** The recommended way to draw. */
  sampler,
  /** The kernel distance that the model may not exceed if it is to be published, under the network of this hash; a distance under another says nothing. */
  kid_limit: v.optional(v.strictObject({ max: finite, extractor: sha256 })),
});

/** What it takes to draw with a generator. */
export type Generation = v.InferOutput<typeof shape>;

/** What it takes to draw with a generator. */
export const generation: v.GenericSchema<Generation> = shape;
