import * as v from "valibot";
import { relativePath } from "./relative-path.ts";
import { count, sha256 } from "./scalars.ts";
import { dtype } from "./tensor-spec.ts";

const shape = v.strictObject({
  /** Below the manifest's folder. */
  path: relativePath,
  /** "model" is a graph that runs, "weights" are tensors alone. */
  role: v.picklist(["model", "weights", "config", "preprocessor", "tokenizer", "notes", "report", "sample"]),
  bytes: count,
  sha256,
  /** What the weights are stored in. */
  dtype: v.optional(dtype),
  /** Whether a packed copy of the folder may lack the file. */
  optional: v.optional(v.boolean()),
});

/** One file of a model folder. */
export type ModelFile = v.InferOutput<typeof shape>;

/** One file of a model folder. */
export const modelFile: v.GenericSchema<ModelFile> = shape;
