import type { Dtype } from "@tiny-cats/checkpoint";

/** Floating point types a model can be written in, by the names of ONNX and PyTorch. */
export const ELEMENT_TYPES = {
  float32: "f32",
  float16: "f16",
  bfloat16: "bf16",
  float64: "f64",
} as const satisfies Record<string, Dtype>;

/** One of them. */
export type ElementType = keyof typeof ELEMENT_TYPES;
