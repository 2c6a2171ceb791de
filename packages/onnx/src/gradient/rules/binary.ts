import type { Value } from "../../build/value.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";

/** A rule of two operands that broadcast, of the gradient by each before what was stretched is summed. */
function binary(
  left: (context: GradientContext, dy: Value) => Value,
  right: (context: GradientContext, dy: Value) => Value,
): GradientRule {
  return (context) => {
    const { g } = context;
    const dy = context.gradient(0)!;
    return [left, right].map((by, i) =>
      context.wants(i) ? sumTo(g, by(context, dy), context.inputType(i).shape) : undefined,
    );
  };
}

/** Add, Sub, Mul, Div. */
export const BINARY_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Add: binary(
    (_, dy) => dy,
    (_, dy) => dy,
  ),
  Sub: binary(
    (_, dy) => dy,
    ({ g }, dy) => g.op("Neg", [dy]),
  ),
  Mul: binary(
    ({ g, input }, dy) => g.mul(dy, input(1)),
    ({ g, input }, dy) => g.mul(dy, input(0)),
  ),
  // Of the quotient y = a / b: dy / b by a, -dy y / b by b.
  Div: binary(
    ({ g, input }, dy) => g.div(dy, input(1)),
    ({ g, input, output }, dy) => g.op("Neg", [g.div(g.mul(dy, output(0)), input(1))]),
  ),
};
