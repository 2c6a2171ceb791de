import { mobileNetV2, mobileNetV3, plainPreprocessing, resNet } from "@tiny-cats/architectures";
import { BREEDS } from "@tiny-cats/core";
import type { ClassificationManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Converted } from "../checkpoint/with-converted.ts";

const ARCHITECTURES = [resNet, mobileNetV2, mobileNetV3];

/** Of the project's classifiers, in pixels. */
const SIDE = 224;

/** @throws TinyCatsError "not-a-classifier" for another architecture, other outputs than the project's labels, or pictures of another size */
export function acceptClassifier(model: Pick<Converted, "architecture" | "file"> & { config: unknown }): void {
  const { architecture, file } = model;
  const { num_labels, image_size } = model.config as { num_labels?: number; image_size?: number };
  const known = ARCHITECTURES.find(({ name }) => name === architecture);
  if (known && num_labels === BREEDS.length && image_size === SIDE) return;
  const what = !known
    ? `it is a ${architecture}`
    : num_labels !== BREEDS.length
      ? `it has ${num_labels} outputs, and which class is which is not told`
      : `it takes pictures of ${image_size} pixels, and how they are made is not told`;
  throw new TinyCatsError("not-a-classifier", `${file} can't be measured as a classifier of the project: ${what}`, {
    value: { architecture, num_labels, image_size },
    remedy: `give a checkpoint of ${ARCHITECTURES.map(({ title }) => title).join(", ")} with ${BREEDS.length} outputs for ${SIDE} pixels, or the folder of a model with its tiny-cats.json`,
  });
}

/** What a manifest says of a classifier of the project's labels. */
export function describeClassifier() {
  return {
    task: "image-classification",
    inputs: [{ name: "pixel_values", dtype: "float32", shape: ["batch", 3, SIDE, SIDE] }],
    outputs: [{ name: "logits", dtype: "float32", shape: ["batch", BREEDS.length] }],
    preprocessing: plainPreprocessing(SIDE),
  } satisfies Pick<ClassificationManifest, "task" | "inputs" | "outputs" | "preprocessing">;
}
