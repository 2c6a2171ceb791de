import type { Value } from "../../build/value.ts";
import { mask } from "../mask.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";
import { unary } from "./unary.ts";

/** Phi(x) + x phi(x) by s = x / sqrt 2, or the derivative of x sigmoid(2 u), which the tanh formula is. */
function geluSlope({ g, attributes, input, output }: GradientContext): Value {
  const x = input(0);
  if (attributes.text("approximate") === "none") {
    const s = g.mul(x, Math.SQRT1_2);
    const density = g.mul(s, g.exp(g.sub(-Math.log(Math.PI) / 2, g.mul(s, s))));
    // Half of it and a half, in one pass; nothing is cut off.
    return g.add(g.op("HardSigmoid", [g.op("Erf", [s])], { alpha: 0.5, beta: 0.5 }), density);
  }
  const a = 2 * Math.sqrt(2 / Math.PI);
  const b = a * 0.044715;
  const square = g.mul(x, x);
  const s = g.sigmoid(g.mul(x, g.add(g.mul(square, b), a)));
  const inner = g.add(g.mul(square, 3 * b), a);
  return g.add(s, g.mul(g.mul(output(0), g.sub(1, s)), inner));
}

/** Between two numbers, without them. */
function within({ g }: GradientContext, x: Value, low: Value | number | undefined, high: Value | number | undefined) {
  const above = low === undefined ? undefined : g.op("Greater", [x, low]);
  const below = high === undefined ? undefined : g.op("Less", [x, high]);
  return above && below ? g.op("And", [above, below]) : (above ?? below);
}

/** By the result alone, so that what came in need not be kept: at its bounds 0, as PyTorch's relu6 has it. */
function clip(context: GradientContext): (Value | undefined)[] {
  const { g, hasInput, input, inputType, output, wants } = context;
  const dy = context.gradient(0)!;
  const bound = (i: number) => (hasInput(i) ? input(i) : undefined);
  const inside = () => within(context, output(0), bound(1), bound(2));
  const beyond = (i: number, op: string) => sumTo(g, mask(g, dy, g.op(op, [input(0), input(i)])), inputType(i).shape);
  const open = !hasInput(1) && !hasInput(2);
  return [
    wants(0) ? (open ? dy : mask(g, dy, inside()!)) : undefined,
    wants(1) ? beyond(1, "Less") : undefined,
    wants(2) ? beyond(2, "Greater") : undefined,
  ];
}

/** Elementwise operators of one operand that networks put between layers; kinks as PyTorch has them. */
export const ACTIVATION_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Abs: unary(({ g, input }, dy) => g.mul(dy, g.op("Sign", [input(0)]))),
  Relu: unary(({ g, output }, dy) => mask(g, dy, g.op("Greater", [output(0), 0]))),
  LeakyRelu: unary(({ g, attributes, input }, dy) => {
    const alpha = attributes.float("alpha");
    const above = g.cast(g.op("Greater", [input(0), 0]), dy.dtype);
    return g.mul(dy, g.add(g.mul(above, 1 - alpha), alpha));
  }),
  Clip: clip,
  Gelu: unary((context, dy) => context.g.mul(dy, geluSlope(context))),
  HardSigmoid: unary((context, dy) => {
    const { g, attributes, output } = context;
    return mask(g, g.mul(dy, attributes.float("alpha")), within(context, output(0), 0, 1)!);
  }),
  // h + x h' for h = clip(x / 6 + 1 / 2, 0, 1).
  HardSwish: unary((context, dy) => {
    const { g, input } = context;
    const h = g.hardSigmoid(input(0));
    const risen = mask(g, g.mul(input(0), 1 / 6), within(context, h, 0, 1)!);
    return g.mul(dy, g.add(h, risen));
  }),
};
