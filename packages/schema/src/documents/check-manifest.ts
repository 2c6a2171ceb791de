import type { Problem } from "../shapes/cross-check.ts";
import type { TensorSpec } from "../shapes/tensor-spec.ts";
import { checkFiles } from "./check-files.ts";
import type { ClassificationManifest, GenerationManifest, Manifest } from "./manifest.ts";

/** What in a manifest contradicts itself. */
export function checkManifest(manifest: Manifest): Problem[] {
  return [
    ...checkFiles(manifest),
    ...repeated(manifest.inputs.map(({ name }) => name)).map((i) => twice(["inputs", i, "name"])),
    ...repeated(manifest.outputs.map(({ name }) => name)).map((i) => twice(["outputs", i, "name"])),
    ...repeated(manifest.labels ?? []).map((i) => twice(["labels", i])),
    ...(manifest.task === "image-classification" ? checkClassification(manifest) : []),
    ...(manifest.task === "class-conditional-image-generation" ? checkGeneration(manifest) : []),
  ];
}

function checkClassification({ inputs, outputs, labels, preprocessing: { crop } }: ClassificationManifest): Problem[] {
  const picture = [3, crop.height, crop.width];
  const problems: Problem[] = [];
  if (!inputs.some((input) => endsWith(input, picture)))
    problems.push({
      path: ["inputs"],
      message: `must hold one of shape [batch, ${picture.join(", ")}], as the crop makes`,
    });
  if (!outputs.some((output) => endsWith(output, [labels.length])))
    problems.push({
      path: ["outputs"],
      message: `must hold one of shape [batch, ${labels.length}], one number a label`,
    });
  return problems;
}

function checkGeneration({ inputs, outputs, labels, generation }: GenerationManifest): Problem[] {
  const { drawable, null_class, image_size } = generation;
  const picture = [3, image_size, image_size];
  const problems: Problem[] = repeated(drawable).map((i) => twice(["generation", "drawable", i]));
  drawable.forEach((id, i) => {
    const path = ["generation", "drawable", i];
    if (id >= labels.length)
      problems.push({ path, message: `must be the id of a label, 0 to ${labels.length - 1}, not ${id}` });
    if (id === null_class) problems.push({ path, message: `must not be the null class, ${id}` });
  });
  if (null_class > labels.length)
    problems.push({ path: ["generation", "null_class"], message: `must be 0 to ${labels.length}, not ${null_class}` });
  for (const [side, specs] of Object.entries({ inputs, outputs })) {
    if (!specs.some((spec) => endsWith(spec, picture)))
      problems.push({
        path: [side],
        message: `must hold one of shape [batch, ${picture.join(", ")}], as image_size says`,
      });
  }
  return problems;
}

/** Whether a tensor has a batch dimension and then these sizes; a named dimension agrees with any. */
function endsWith({ shape }: TensorSpec, sizes: readonly number[]): boolean {
  return (
    shape.length === sizes.length + 1 &&
    sizes.every((size, i) => typeof shape[i + 1] === "string" || shape[i + 1] === size)
  );
}

function repeated(items: readonly unknown[]): number[] {
  return items.flatMap((item, i) => (items.indexOf(item) < i ? [i] : []));
}

function twice(path: readonly (string | number)[]): Problem {
  return { path, message: "occurs twice" };
}
