import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { DType } from "../model/dtype.ts";
import type { Node } from "../model/model.ts";
import type { Operand, Operator } from "../operators/operator.ts";

/** What each type variable of an operator stands for in a node. Throws `wrong-operand-type`. */
export function bindTypes(
  node: Node,
  { inputs, outputs, types }: Operator,
  dtypes: readonly (DType | undefined)[],
  opset: number,
): Map<string, DType> {
  const known = inputs.filter(({ since = 0 }) => since <= opset);
  const bound = new Map<string, DType>();
  const count = Math.max(known.length, dtypes.length);
  for (let i = 0; i < count; i++) {
    const operand = operandAt(known, i);
    const dtype = dtypes[i];
    if (!operand)
      throw wrongType(node, `it takes ${known.length} operands at opset ${opset}, not ${dtypes.length}`, dtypes.length);
    if (dtype === undefined) {
      if (!operand.optional && !(operand.variadic && dtypes.length > 0 && i >= dtypes.length)) {
        throw wrongType(node, `operand ${operand.name} is missing`, operand.name);
      }
      continue;
    }
    const allowed = types[operand.type] ?? [operand.type];
    const before = bound.get(operand.type);
    if (!allowed.includes(dtype))
      throw wrongType(node, `operand ${operand.name} is ${dtype}, not one of ${allowed.join(", ")}`, dtype);
    if (before && before !== dtype)
      throw wrongType(node, `operand ${operand.name} is ${dtype} beside ${before}`, dtype);
    if (types[operand.type]) bound.set(operand.type, dtype);
  }
  const needed = outputs.filter(({ optional }) => !optional).length;
  if (node.outputs.length < needed || (!outputs.at(-1)?.variadic && node.outputs.length > outputs.length)) {
    throw wrongType(node, `it has ${node.outputs.length} outputs`, node.outputs.length);
  }
  return bound;
}

/** The operand at a place of a list whose last may stand for many. */
export function operandAt(operands: readonly Operand[], i: number): Operand | undefined {
  return operands[i] ?? (operands.at(-1)?.variadic ? operands.at(-1) : undefined);
}

function wrongType(node: Node, why: string, value: unknown): TinyCatsError {
  return new TinyCatsError("wrong-operand-type", `${node.op}(${node.inputs.join(", ")}): ${why}`, {
    value,
    remedy: `give ${node.op} the operands that it has, of types it takes; Cast converts.`,
  });
}
