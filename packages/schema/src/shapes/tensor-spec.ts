import * as v from "valibot";
import { positiveCount, text } from "./scalars.ts";

/** What a tensor's or a weight file's numbers are stored in, by ONNX's and safetensors' common names. */
export const dtype = v.picklist([
  "float64",
  "float32",
  "float16",
  "bfloat16",
  "int64",
  "int32",
  "int16",
  "int8",
  "int4",
  "uint64",
  "uint32",
  "uint16",
  "uint8",
  "uint4",
  "bool",
]);

const shape = v.strictObject({
  name: text,
  dtype,
  shape: v.array(v.union([positiveCount, text])),
});

/** An input or output of a graph; a dimension that may vary has a name in place of its size. */
export type TensorSpec = v.InferOutput<typeof shape>;

/** An input or output of a graph; a dimension that may vary has a name in place of its size. */
export const tensorSpec: v.GenericSchema<TensorSpec> = shape;
