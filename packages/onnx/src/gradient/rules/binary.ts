import type { Value } from "../../build/value.ts";
import { mask } from "../mask.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";

/** Sums a gradient to the shape of an operand, which may have been stretched to those of the others. */
function sumToOperand({ g, node, inputCount, inputType }: GradientContext, dy: Value, operand: number): Value {
  const others = Array.from({ length: inputCount }, (_, i) => i).filter((i) => node.inputs[i] !== node.inputs[operand]);
  return sumTo(
    g,
    dy,
    inputType(operand).shape,
    others.map((i) => inputType(i).shape),
  );
}

/** A rule of operands that broadcast, of what gives the gradient by each, summed to its shape. */
function broadcasting(
  ...by: ((context: GradientContext, dy: Value, sum: (x: Value) => Value) => Value)[]
): GradientRule {
  return (context) => {
    const dy = context.gradient(0)!;
    return by.map((gradient, i) => {
      const sum = (x: Value) => sumToOperand(context, x, i);
      return context.wants(i) ? sum(gradient(context, dy, sum)) : undefined;
    });
  };
}

/** Add, Sub, Mul, Div, Mod, Sum, Where. What is the same for all stretched elements is applied after they are summed. */
export const BINARY_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Add: broadcasting(
    (_, dy) => dy,
    (_, dy) => dy,
  ),
  Sub: broadcasting(
    (_, dy) => dy,
    ({ g }, dy, sum) => g.op("Neg", [sum(dy)]),
  ),
  Mul: broadcasting(
    ({ g, input }, dy) => g.mul(dy, input(1)),
    ({ g, input }, dy) => g.mul(dy, input(0)),
  ),
  // Of the quotient y = a / b: dy / b by a, -dy y / b by b.
  Div: broadcasting(
    ({ g, input }, dy) => g.div(dy, input(1)),
    ({ g, input, output }, dy, sum) => g.op("Neg", [g.div(sum(g.mul(dy, output(0))), input(1))]),
  ),
  // Of the rest y = a - b trunc(a / b), in which the whole number is constant.
  Mod: broadcasting(
    (_, dy) => dy,
    ({ g, input, output }, dy) => g.mul(dy, g.op("Round", [g.div(g.sub(output(0), input(0)), input(1))])),
  ),
  Sum: (context) => {
    const { gradient, inputCount, wants } = context;
    return Array.from({ length: inputCount }, (_, i) =>
      wants(i) ? sumToOperand(context, gradient(0)!, i) : undefined,
    );
  },
  Where: (context) => {
    const { g, gradient, input, wants } = context;
    const chosen = () => mask(g, gradient(0)!, input(0));
    const others = () => mask(g, gradient(0)!, g.op("Not", [input(0)]));
    return [
      undefined,
      wants(1) ? sumToOperand(context, chosen(), 1) : undefined,
      wants(2) ? sumToOperand(context, others(), 2) : undefined,
    ];
  },
};
