import type { Value } from "../../build/value.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";

/** Two equal elements get half of the gradient each; of more operands, each with the extreme of those before it, as PyTorch's of two. */
function extreme(op: "Min" | "Max"): GradientRule {
  return (context: GradientContext) => {
    const { g, inputCount, input, inputType, wants } = context;
    const gradients = new Array<Value | undefined>(inputCount);
    const partial = [input(0)];
    for (let i = 1; i < inputCount - 1; i++) partial.push(g.op(op, [partial[i - 1], input(i)]));
    let dy = context.gradient(0)!;
    for (let i = inputCount - 1; i > 0; i--) {
      const before = partial[i - 1];
      const isNeeded = Array.from({ length: i }, (_, k) => wants(k)).includes(true);
      const share = (a: Value, b: Value) => {
        const [clearly, atLeast] = op === "Max" ? ["Greater", "GreaterOrEqual"] : ["Less", "LessOrEqual"];
        const halves = g.add(g.cast(g.op(clearly, [a, b]), dy.dtype), g.cast(g.op(atLeast, [a, b]), dy.dtype));
        return g.mul(g.mul(halves, 0.5), dy);
      };
      if (!isNeeded) {
        gradients[i] = sumTo(g, share(input(i), before), inputType(i).shape);
        return gradients;
      }
      const left = share(before, input(i));
      if (wants(i)) gradients[i] = sumTo(g, g.sub(dy, left), inputType(i).shape);
      dy = sumTo(g, left, before.shape);
    }
    gradients[0] = dy;
    return gradients;
  };
}

/** Min and Max. */
export const EXTREME_GRADIENTS: Readonly<Record<string, GradientRule>> = { Min: extreme("Min"), Max: extreme("Max") };
