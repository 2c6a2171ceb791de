import type { Value } from "../../build/value.ts";
import { batchNorm } from "../batch-norm/batch-norm-gradient.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";

function layerNorm(context: GradientContext): (Value | undefined)[] {
  const { g, attributes, input, inputType, output, wants } = context;
  const dy = context.gradient(0)!;
  const { shape, dtype } = inputType(0);
  const axis = (attributes.int("axis") + shape.length) % shape.length;
  const axes = shape.flatMap((_, i) => (i < axis ? [] : [i]));
  // The operator gives its statistics in float32 alone.
  const centred = g.sub(input(0), dtype === "float32" ? output(1) : g.reduceMean(input(0), axes, true));
  const inverse =
    dtype === "float32"
      ? output(2)
      : g.div(1, g.sqrt(g.add(g.reduceMean(g.mul(centred, centred), axes, true), attributes.float("epsilon"))));
  const normal = g.mul(centred, inverse);
  const dx = () => {
    const scaled = g.mul(dy, input(1));
    const along = g.mul(normal, g.reduceMean(g.mul(scaled, normal), axes, true));
    return g.mul(g.sub(g.sub(scaled, g.reduceMean(scaled, axes, true)), along), inverse);
  };
  return [
    wants(0) ? dx() : undefined,
    wants(1) ? sumTo(g, g.mul(dy, normal), inputType(1).shape) : undefined,
    wants(2) ? sumTo(g, dy, inputType(2).shape) : undefined,
  ];
}

/** BatchNormalization in inference form, LayerNormalization. */
export const NORMALIZING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  BatchNormalization: batchNorm,
  LayerNormalization: layerNorm,
};
