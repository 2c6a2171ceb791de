import type { DType } from "../model/dtype.ts";
import type { Node, ValueType } from "../model/model.ts";
import type { Operator, RuleContext } from "../operators/operator.ts";
import { wrongShape } from "../operators/refuse.ts";
import { canBeSide, type Dim, formatShape } from "../shape/dim.ts";
import { bindTypes, operandAt } from "./bind-types.ts";
import { findOperator } from "./find-operator.ts";
import { readAttributes } from "./read-attributes.ts";

/** A node with its operator, and what its outputs will be. */
export interface PreparedNode {
  readonly operator: Operator;
  readonly context: RuleContext;
  readonly types: readonly ValueType[];
}

/**
 * Applies an operator's rules of types and shapes to a node; `types` and `content` tell of its inputs.
 *
 * Throws `unsupported-operator`, `invalid-attribute`, `wrong-operand-type`, `wrong-operand-shape`, `wrong-operand-value`.
 */
export function prepareNode(
  node: Node,
  opset: number,
  types: readonly (ValueType | undefined)[],
  content: (input: number) => readonly Dim[] | undefined,
): PreparedNode {
  const operator = findOperator(node, opset);
  const attributes = readAttributes(node, operator, opset);
  const dtypes = types.map((type) => type?.dtype);
  const bound = bindTypes(node, operator, dtypes, opset);
  const context: RuleContext = { node, opset, attributes, dtypes, shapes: types.map((type) => type?.shape), content };
  const isRankless = types.some((type) => type && !type.shape);
  const shapes = isRankless ? [] : operator.shape(context);
  for (const shape of shapes) {
    if (shape && !shape.every(canBeSide)) throw wrongShape(context, `its result would be ${formatShape(shape)}`);
  }
  return {
    operator,
    context,
    types: node.outputs.map((_, i) => {
      const shape = shapes[i];
      return { dtype: outputType(operator, context, bound, i), ...(shape && { shape: [...shape] }) };
    }),
  };
}

function outputType(operator: Operator, context: RuleContext, bound: ReadonlyMap<string, DType>, i: number): DType {
  const { type } = operandAt(operator.outputs, i)!;
  if (!operator.types[type]) return type as DType;
  return bound.get(type) ?? operator.dtype!(context);
}
