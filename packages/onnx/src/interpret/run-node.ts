import { TinyCatsError } from "@tiny-cats/schema/errors";
import { prepareNode } from "../infer/prepare-node.ts";
import type { Node } from "../model/model.ts";
import type { NumericTensor } from "../operators/numeric-tensor.ts";
import { wrongValue } from "../operators/refuse.ts";
import { formatShape } from "../shape/dim.ts";
import { extent } from "../shape/elements.ts";

/** The most elements that a value may have unless told otherwise: 1 GiB. */
export const MOST_ELEMENTS = 2 ** 27;

/** The outputs of a node for given inputs; undefined stands for one left out. Throws as `interpret` does. */
export function runNode(
  node: Node,
  opset: number,
  inputs: readonly (NumericTensor | undefined)[],
  maxElements: number,
): NumericTensor[] {
  const { operator, context, types } = prepareNode(node, opset, inputs, (i) => {
    const data = inputs[i]?.data;
    return data && Array.from(data);
  });
  const results = types.map(({ dtype, shape }) => {
    if (!shape?.every((side) => typeof side === "number")) throw wrongValue(context, "its operands give no shape");
    return { dtype, shape };
  });
  // Loops over the axes of an empty tensor can be long too.
  const empty = inputs.filter((input) => input?.data.length === 0) as readonly NumericTensor[];
  for (const { shape } of [...empty, ...results]) {
    const count = extent(shape);
    if (count > maxElements) {
      throw new TinyCatsError(
        "onnx-too-large",
        `${node.op} -> ${node.outputs.join(", ")}: ${formatShape(shape)} is too large`,
        {
          value: count,
          remedy: `give smaller inputs, or raise maxElements above ${maxElements}.`,
        },
      );
    }
  }
  const data = operator.run({ ...context, inputs, results });
  return results.map((result, i) => ({ ...result, data: data[i] }));
}
