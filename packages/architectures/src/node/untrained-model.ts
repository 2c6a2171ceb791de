import { TinyCatsError } from "@tiny-cats/schema/errors";

/** `untrained-model`: weights that can't have been trained, which nobody should take for a model. */
export function untrainedModel(path: string, why: string): TinyCatsError {
  return new TinyCatsError("untrained-model", `the weights in ${path} were not trained: ${why}`, {
    value: why,
    remedy:
      "convert a checkpoint of a training that has run; or allow untrained weights, which marks the files as such",
  });
}
