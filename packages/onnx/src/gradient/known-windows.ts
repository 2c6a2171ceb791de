import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type Window, windows } from "../operators/windows.ts";
import { formatShape } from "../shape/dim.ts";
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
  context: GradientContext,
  kernel: readonly number[],
  { ceil = false } = {},
): KnownWindow[] {
  const { node, attributes, inputType, outputType } = context;
  const sides = knownSides(context);
  const counts = outputType(0).shape.slice(2) as number[];
  return windows({ node, attributes, shapes: [inputType(0).shape] }, kernel, { ceil }).map((window, axis) => ({
    ...window,
    side: sides[axis],
    count: counts[axis],
  }));
}

/** The spatial sides of a node's data. Throws `unknown-side` as above. */
export function knownSides({ node, inputType }: GradientContext): readonly number[] {
  const sides = inputType(0).shape.slice(2);
  if (!sides.every((side) => typeof side === "number")) {
    throw new TinyCatsError("unknown-side", `${node.op} (node ${node.name}) is over the axes ${formatShape(sides)}`, {
      value: sides,
      remedy: "give height and width as numbers; only the batch may have a name.",
    });
  }
  return sides;
}
