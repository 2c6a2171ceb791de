import { BREEDS } from "@tiny-cats/core";
import type { GenerationManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Converted } from "../checkpoint/with-converted.ts";
import { PLAIN_SAMPLER } from "./plain-sampler.ts";

/** @throws TinyCatsError "not-a-generator" for another architecture than TinyDiT, or other labels than the project's */
export function acceptGenerator({ architecture, config }: Pick<Converted, "architecture"> & { config: unknown }): void {
  const { num_classes } = config as { num_classes?: number };
  if (architecture === "tinydit" && num_classes === BREEDS.length) return;
  throw new TinyCatsError(
    "not-a-generator",
    `${architecture} with this configuration draws none of the project's breeds`,
    {
      value: { architecture, num_classes },
      remedy: `give a checkpoint of TinyDiT with ${BREEDS.length} labels, or the folder of a model with its tiny-cats.json`,
    },
  );
}

/** What a manifest says of a TinyDiT that draws the project's breeds, the first 12 of them. */
export function describeGenerator({ config }: Converted) {
  const {
    image_size: side,
    null_class: extra,
    prediction,
  } = config as { image_size: number; null_class: boolean; prediction: "sample" | "velocity" };
  const picture = ["batch", 3, side, side];
  return {
    task: "class-conditional-image-generation",
    inputs: [
      { name: "noise", dtype: "float32", shape: picture },
      { name: "timestep", dtype: "float32", shape: ["batch"] },
      { name: "breed", dtype: "int64", shape: ["batch"] },
    ],
    outputs: [{ name: "velocity", dtype: "float32", shape: picture }],
    generation: {
      image_size: side,
      drawable: BREEDS.filter(({ label }) => label !== "Other").map(({ id }) => id),
      null_class: extra ? BREEDS.length : BREEDS.length - 1,
      prediction,
      sampler: PLAIN_SAMPLER,
    },
  } satisfies Pick<GenerationManifest, "task" | "inputs" | "outputs" | "generation">;
}
