import type { Dim } from "./dim.ts";

/**
 * The shape that operands broadcast to by numpy's rules, or undefined where they don't. A named side beside a number over 1 takes the
 * number; beside another name, nothing is known.
 */
export function broadcastShapes(shapes: readonly (readonly Dim[])[]): Dim[] | undefined {
  const rank = shapes.reduce((most, { length }) => Math.max(most, length), 0);
  const result: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    let side: Dim = 1;
    for (const shape of shapes) {
      const at = axis - (rank - shape.length);
      if (at < 0) continue;
      const next = joinSides(side, shape[at]);
      if (next === undefined) return undefined;
      side = next;
    }
    result.push(side);
  }
  return result;
}

function joinSides(a: Dim, b: Dim): Dim | undefined {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  if (typeof a === "number") return typeof b === "number" ? undefined : a;
  return typeof b === "number" ? b : null;
}
