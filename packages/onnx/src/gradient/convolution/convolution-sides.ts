import type { Dim } from "../../shape/dim.ts";
import { type KnownWindow, knownWindows } from "../known-windows.ts";
import type { GradientContext } from "../rule.ts";

/** Sides of a convolution: x [batch, channels, side...], weights [features, channels / groups, size...]. */
export interface ConvolutionSides {
  readonly batch: Dim;
  readonly channels: number;
  readonly features: number;
  readonly groups: number;
  readonly axes: readonly KnownWindow[];
}

/** Throws `unknown-side`, as `knownWindows`. */
export function convolutionSides(context: GradientContext): ConvolutionSides {
  const { attributes, inputType } = context;
  const [features, inner, ...kernel] = inputType(1).shape as number[];
  const groups = attributes.int("group");
  return {
    batch: inputType(0).shape[0],
    channels: inner * groups,
    features,
    groups,
    axes: knownWindows(context, kernel),
  };
}

export function product(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all * number, 1);
}
