import type { Graph, Node } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";

/** A node's weight: a constant float32 operand that is large enough to have rows and columns. */
export interface QuantizableWeight {
  readonly name: string;
  readonly tensor: Tensor;
  /** The axis of its outputs: each of its indices is one feature. */
  readonly axis: number;
}

/**
 * The weight of a Conv, MatMul or Gemm (without scaling factors or a transposed first operand) that could be held in 8 bits; undefined for
 * any other node, a weight that an input of the graph can replace, and one with NaN or infinities.
 */
export function quantizableWeight(node: Node, graph: Graph): QuantizableWeight | undefined {
  if (node.domain !== "" || !["Conv", "MatMul", "Gemm"].includes(node.op)) return undefined;
  const name = node.inputs[1];
  const tensor = constantFloat(name, graph);
  if (!tensor || tensor.shape.length < 2 || tensor.shape.includes(0)) return undefined;
  if (node.op === "Conv") return { name, tensor, axis: 0 };
  if (tensor.shape.length !== 2) return undefined;
  if (node.op === "MatMul") return { name, tensor, axis: 1 };
  const flag = (key: string, otherwise: number) => {
    const attribute = node.attributes.get(key);
    return attribute?.type === "int" || attribute?.type === "float" ? attribute.value : otherwise;
  };
  if (flag("alpha", 1) !== 1 || flag("beta", 1) !== 1 || flag("transA", 0) !== 0) return undefined;
  return { name, tensor, axis: flag("transB", 0) ? 0 : 1 };
}

/** A float32 weight of finite numbers that no input of the graph can replace. */
export function constantFloat(name: string | undefined, { initializers, inputs }: Graph): Tensor | undefined {
  const tensor = name ? initializers.get(name) : undefined;
  if (tensor?.dtype !== "float32" || inputs.some((input) => input.name === name)) return undefined;
  const view = new DataView(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.byteLength);
  for (let i = 0; i < view.byteLength; i += 4) {
    if (!Number.isFinite(view.getFloat32(i, true))) return undefined;
  }
  return tensor;
}
