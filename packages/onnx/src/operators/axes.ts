import type { RuleContext } from "./operator.ts";
import { wrongShape } from "./refuse.ts";

/** An axis counted from the front; negative ones count from the back. Throws `wrong-operand-shape`. */
export function toAxis(context: Pick<RuleContext, "node" | "shapes">, axis: number, rank: number): number {
  const front = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(front) || front < 0 || front >= rank) {
    throw wrongShape(context, `axis ${axis} is not one of ${rank}`);
  }
  return front;
}

/** Axes counted from the front, in the order given, none twice. */
export function toAxes(context: Pick<RuleContext, "node" | "shapes">, axes: readonly number[], rank: number): number[] {
  const front = axes.map((axis) => toAxis(context, axis, rank));
  if (new Set(front).size !== front.length) throw wrongShape(context, `axes ${axes} name one twice`);
  return front;
}

/** Elements that lie between neighbours of each axis of a row-major tensor. */
export function rowStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}
