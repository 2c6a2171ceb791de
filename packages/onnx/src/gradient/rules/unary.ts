import type { Value } from "../../build/value.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

/** A rule of one operand whose gradient is that of the output times something. */
export function unary(gradient: (context: GradientContext, dy: Value) => Value): GradientRule {
  return (context) => [gradient(context, context.gradient(0)!)];
}

/** Steps are flat: nothing passes. */
const flat: GradientRule = () => [];

/** Elementwise operators of one operand without kinks, and those that are flat between steps. */
export const UNARY_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Identity: unary((_, dy) => dy),
  Dropout: unary((_, dy) => dy),
  Cast: unary(({ g, inputType }, dy) => (inputType(0).dtype === dy.dtype ? dy : g.cast(dy, inputType(0).dtype))),
  Neg: unary(({ g }, dy) => g.op("Neg", [dy])),
  Sin: unary(({ g, input }, dy) => g.mul(dy, g.cos(input(0)))),
  Cos: unary(({ g, input }, dy) => g.op("Neg", [g.mul(dy, g.sin(input(0)))])),
  Sqrt: unary(({ g, output }, dy) => g.div(g.mul(dy, 0.5), output(0))),
  Exp: unary(({ g, output }, dy) => g.mul(dy, output(0))),
  Log: unary(({ g, input }, dy) => g.div(dy, input(0))),
  Reciprocal: unary(({ g, output }, dy) => g.op("Neg", [g.mul(g.mul(dy, output(0)), output(0))])),
  Tanh: unary(({ g, output }, dy) => g.mul(dy, g.sub(1, g.mul(output(0), output(0))))),
  Sigmoid: unary(({ g, output }, dy) => g.mul(g.mul(dy, output(0)), g.sub(1, output(0)))),
  Softplus: unary(({ g, input }, dy) => g.mul(dy, g.sigmoid(input(0)))),
  Erf: unary(({ g, input }, dy) =>
    g.mul(g.mul(dy, 2 / Math.sqrt(Math.PI)), g.exp(g.op("Neg", [g.mul(input(0), input(0))]))),
  ),
  Sign: flat,
  Floor: flat,
  Ceil: flat,
  Round: flat,
};
