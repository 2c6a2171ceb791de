import { DTYPES } from "../model/dtype.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Attribute, Node, ValueInfo } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";

/** An input or output that is float32, as float16. */
export function halfInfo(info: ValueInfo): ValueInfo {
  return info.type.dtype === "float32" ? { ...info, type: { ...info.type, dtype: "float16" } } : info;
}

/** A tensor's numbers in float16. */
export function halfTensor({ shape, ...tensor }: Tensor): Tensor {
  return makeTensor("float16", shape, tensorValues({ shape, ...tensor }));
}

/** The float32 tensor that a Constant or ConstantOfShape gives. */
export function singleConstant(node: Node): Tensor | undefined {
  if (node.op !== "Constant" && node.op !== "ConstantOfShape") return undefined;
  const { attributes } = node;
  const value = attributes.get("value");
  if (value?.type === "tensor") return value.value.dtype === "float32" ? value.value : undefined;
  const number = attributes.get("value_float");
  if (number?.type === "float") return makeTensor("float32", [], [number.value]);
  const numbers = attributes.get("value_floats");
  if (numbers?.type === "floats") return makeTensor("float32", [numbers.value.length], numbers.value);
  return node.op === "ConstantOfShape" ? makeTensor("float32", [1], [0]) : undefined;
}

/** A node that names float32 in its attributes, naming float16 instead. */
export function halfNode(node: Node): Node {
  const constant = singleConstant(node);
  if (constant) {
    return {
      ...node,
      attributes: new Map<string, Attribute>([["value", { type: "tensor", value: halfTensor(constant) }]]),
    };
  }
  const to = node.attributes.get("to");
  if (node.op !== "Cast" || to?.type !== "int" || to.value !== DTYPES.float32.code) return node;
  return { ...node, attributes: new Map(node.attributes).set("to", { type: "int", value: DTYPES.float16.code }) };
}
