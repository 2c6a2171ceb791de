import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type Window, windows } from "../operators/windows.ts";
import { type Dim, formatShape } from "../shape/dim.ts";
import type { GradientContext } from "./rule.ts";

/** How a window moves over an axis whose length is known. */
export interface KnownWindow extends Window {
  readonly side: number;
  readonly count: number;
}

/**
 * The windows of a convolution or pooling over each spatial axis.
 *
 * Throws `unknown-side` where such an axis only has a name: how many elements lie behind the last window decides on the gradient's graph.
 */
export function knownWindows(
  { node, attributes, inputType, outputType }: GradientContext,
  kernel: readonly Dim[],
  { ceil = false } = {},
): KnownWindow[] {
  const { shape } = inputType(0);
  const sides = shape.slice(2);
  if (!sides.every((side) => typeof side === "number")) {
    throw new TinyCatsError("unknown-side", `${node.op} (node ${node.name}) is over the axes ${formatShape(sides)}`, {
      value: sides,
      remedy: "give height and width as numbers; only the batch may have a name.",
    });
  }
  const counts = outputType(0).shape.slice(2) as number[];
  return windows({ node, attributes, shapes: [shape] }, kernel, { ceil }).map((window, axis) => ({
    ...window,
    side: sides[axis],
    count: counts[axis],
  }));
}
