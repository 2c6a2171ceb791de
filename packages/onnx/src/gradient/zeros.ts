import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { expandTo } from "./expand-to.ts";

/** Zeros of a type and shape; `like` gives a value of that shape, where a side of it has only a name. */
export function zeros(g: GraphBuilder, { dtype, shape }: Pick<Value, "dtype" | "shape">, like: () => Value): Value {
  return expandTo(g, g.constant(dtype, [], [0]), shape, like);
}
