import type { Value } from "../../build/value.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

/** A rule of one operand whose gradient is that of the output times something. */
function unary(gradient: (context: GradientContext, dy: Value) => Value): GradientRule {
  return (context) => [gradient(context, context.gradient(0)!)];
}

/** Phi(x) + x phi(x) by s = x / sqrt 2, or the derivative of the tanh formula. */
function geluSlope({ g, attributes, input }: GradientContext): Value {
  const x = input(0);
  if (attributes.text("approximate") === "none") {
    const s = g.mul(x, Math.SQRT1_2);
    const density = g.mul(s, g.exp(g.sub(-Math.log(Math.PI) / 2, g.mul(s, s))));
    // Half of erf plus a half, in one pass over memory: it lies within 0 and 1 anyway.
    return g.add(g.op("HardSigmoid", [g.op("Erf", [s])], { alpha: 0.5, beta: 0.5 }), density);
  }
  const a = Math.sqrt(2 / Math.PI);
  const square = g.mul(x, x);
  const t = g.tanh(g.mul(x, g.add(g.mul(square, 0.044715 * a), a)));
  const inner = g.mul(g.mul(x, 0.5), g.add(g.mul(square, 3 * 0.044715 * a), a));
  return g.add(g.mul(g.add(t, 1), 0.5), g.mul(inner, g.sub(1, g.mul(t, t))));
}

/** Elementwise operators of one operand. */
export const UNARY_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Identity: unary((_, dy) => dy),
  Neg: unary(({ g }, dy) => g.op("Neg", [dy])),
  Cast: unary(({ g, inputType }, dy) => g.cast(dy, inputType(0).dtype)),
  Sin: unary(({ g, input }, dy) => g.mul(dy, g.cos(input(0)))),
  Cos: unary(({ g, input }, dy) => g.op("Neg", [g.mul(dy, g.sin(input(0)))])),
  Sqrt: unary(({ g, output }, dy) => g.div(g.mul(dy, 0.5), output(0))),
  Exp: unary(({ g, output }, dy) => g.mul(dy, output(0))),
  Sigmoid: unary(({ g, output }, dy) => g.mul(g.mul(dy, output(0)), g.sub(1, output(0)))),
  Erf: unary(({ g, input }, dy) =>
    g.mul(g.mul(dy, 2 / Math.sqrt(Math.PI)), g.exp(g.op("Neg", [g.mul(input(0), input(0))]))),
  ),
  Gelu: unary((context, dy) => context.g.mul(dy, geluSlope(context))),
};
