import type { Attribute } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import type { AttributeSpec } from "../operators/operator.ts";

/** An attribute as it is written in a builder's call. */
export type AttributeValue = number | string | Tensor | readonly number[] | readonly string[];

/** The attribute that a plain value stands for, of the type its operator has for it; else of the type the value suggests. */
export function toAttribute(value: AttributeValue, spec: AttributeSpec | undefined): Attribute {
  if (typeof value === "number") {
    // Attributes of a float are float32, and are compared as such.
    if (spec?.type === "float") return { type: "float", value: Math.fround(value) };
    return { type: "int", value };
  }
  if (typeof value === "string") return { type: "string", value };
  if (!Array.isArray(value)) return { type: "tensor", value: value as Tensor };
  if (spec?.type === "floats") return { type: "floats", value: value.map(Math.fround) };
  return typeof value[0] === "string" ? { type: "strings", value } : { type: "ints", value: [...value] };
}
