import * as v from "valibot";
import { openObject } from "./open-object.ts";
import { license, sha256, text } from "./scalars.ts";

const shape = openObject({
  /** In words: who trained it, on what, how. */
  origin: text,
  /** Whether the weights are random, zero or a stand-in. Such a model can't be published. */
  untrained: v.boolean(),
  /** The model that training began with. */
  parent: v.optional(
    openObject({ name: text, revision: v.optional(text), license: v.optional(license), sha256: v.optional(sha256) }),
  ),
  datasets: v.optional(
    v.array(
      openObject({
        name: text,
        split: v.optional(text),
        license: v.optional(license),
        /** Of the list of files and labels trained on. */
        sha256: v.optional(sha256),
      }),
    ),
  ),
});

/** Where a model's weights come from. */
export type Provenance = v.InferOutput<typeof shape>;

/** Where a model's weights come from. */
export const provenance: v.GenericSchema<Provenance> = shape;
