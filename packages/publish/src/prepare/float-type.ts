import type { OpenModel } from "@tiny-cats/architectures/node";

const TYPES: Readonly<Record<string, "float16" | "float32" | "float64" | "bfloat16">> = {
  f16: "float16",
  bf16: "bfloat16",
  f32: "float32",
  f64: "float64",
};

/** The element type of a model's first floating point tensor. */
export function floatType({ tensors }: Pick<OpenModel, "tensors">) {
  for (const { dtype } of tensors.values()) if (Object.hasOwn(TYPES, dtype)) return TYPES[dtype];
  return undefined;
}
