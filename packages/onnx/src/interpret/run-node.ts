import { TinyCatsError } from "@tiny-cats/schema/errors";
import { prepareNode } from "../infer/prepare-node.ts";
import type { Node } from "../model/model.ts";
import { elements } from "../operators/axes.ts";
import type { NumericTensor } from "../operators/numeric-tensor.ts";

/** The outputs of a node for given inputs; undefined stands for one left out. Throws as `interpret` does. */
export function runNode(
  node: Node,
  opset: number,
  inputs: readonly (NumericTensor | undefined)[],
  maxElements: number,
): NumericTensor[] {
  const prepared = prepareNode(node, opset, inputs, (i) => {
    const data = inputs[i]?.data;
    return data && Array.from(data);
  });
  const results = prepared.types.map(({ dtype, shape }) => ({ dtype, shape: shape as readonly number[] }));
  for (const { shape } of results) {
    const count = elements(shape);
    if (!(count <= maxElements)) {
      throw new TinyCatsError("onnx-too-large", `${node.op} -> ${node.outputs.join(", ")} has ${count} elements`, {
        value: count,
        remedy: `Give smaller inputs, or raise maxElements above ${maxElements}.`,
      });
    }
  }
  const data = prepared.operator.run({ ...prepared.context, inputs, results });
  return results.map((result, i) => ({ ...result, data: data[i] }));
}
