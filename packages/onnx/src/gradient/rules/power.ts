import type { Value } from "../../build/value.ts";
import { tensorValues } from "../../model/tensor-values.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";

/** The exponent, where it is one number that is known. */
function constantExponent({ g, inputType, input }: GradientContext): number | undefined {
  if (inputType(1).shape.length > 0) return undefined;
  const tensor = g.tensorOf(input(1));
  return tensor && Number(tensorValues(tensor)[0]);
}

/** n x^(n - 1) for a known n; the powers that occur without calls of a function for each element. */
function slope({ g, input, output }: GradientContext, exponent: number): Value {
  if (exponent === 2) return g.mul(input(0), 2);
  if (exponent === 3) return g.mul(g.mul(input(0), input(0)), 3);
  if (exponent === 0.5) return g.div(0.5, output(0));
  if (exponent === -1) return g.op("Neg", [g.mul(output(0), output(0))]);
  return g.mul(g.pow(input(0), exponent - 1), exponent);
}

function byBase(context: GradientContext, dy: Value): Value | undefined {
  const { g, input, inputType } = context;
  const known = constantExponent(context);
  if (known === 0) return g.mul(dy, 0);
  if (known === 1) return dy;
  if (known !== undefined) return g.mul(dy, slope(context, known));
  const exponent = inputType(1).dtype === dy.dtype ? input(1) : g.cast(input(1), dy.dtype);
  // The gradient by 0^0 is 0, as PyTorch has it.
  const isZero = g.cast(g.op("Equal", [exponent, 0]), dy.dtype);
  const less = g.add(g.sub(exponent, 1), g.mul(isZero, 2));
  return g.mul(dy, g.mul(g.pow(input(0), less), exponent));
}

/** dy y ln x, and 0 where x is 0. */
function byExponent({ g, input, output }: GradientContext, dy: Value): Value {
  const base = input(0);
  const isZero = g.cast(g.op("Equal", [base, 0]), dy.dtype);
  const logarithm = g.op("Log", [g.add(base, isZero)]);
  return g.mul(g.mul(dy, output(0)), logarithm);
}

/** Pow. */
export const POWER_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Pow: (context) => {
    const { g, inputType, wants } = context;
    const dy = context.gradient(0)!;
    const base = wants(0) ? byBase(context, dy) : undefined;
    return [
      base && sumTo(g, base, inputType(0).shape),
      wants(1) ? g.cast(sumTo(g, byExponent(context, dy), inputType(1).shape), inputType(1).dtype) : undefined,
    ];
  },
};
