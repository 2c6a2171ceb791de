import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";

/** The axes that a channel's statistics are taken over: all but the second. */
export function statisticsAxes(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1);
}

/** One number a channel, to be broadcast to `rank` axes. */
export function perChannel(g: GraphBuilder, value: Value, rank: number): Value {
  return rank === 2 ? value : g.reshape(value, [-1, ...new Array<number>(rank - 2).fill(1)]);
}

/** How many numbers of x belong to a channel: a number, or a value where a side only has a name. */
export function countPerChannel(g: GraphBuilder, x: Pick<Value, "dtype" | "shape">, get: () => Value): Value | number {
  const sides = statisticsAxes(x.shape.length).map((axis) => x.shape[axis]);
  if (sides.every((side) => typeof side === "number")) return sides.reduce((a, b) => a * b, 1);
  const all = statisticsAxes(x.shape.length).map((axis) => g.shape(get(), axis, axis + 1));
  return g.cast(
    g.reshape(
      all.reduce((a, b) => g.mul(a, b)),
      [],
    ),
    x.dtype,
  );
}
