import fc from "fast-check";
import { expect, test } from "vitest";
import { buildGraph } from "../build/build-graph.ts";
import { splitSegments } from "./split-segments.ts";

/** Blocks that widen inside and are narrow between, as those of networks. */
function blocks(count: number) {
  const g = buildGraph("blocks");
  let x = g.input("x", "float32", ["n", 2]);
  for (let i = 0; i < count; i++) {
    const wide = g.concat([x, x, x, x, x, x], 1);
    x = g.reduceSum(g.reshape(g.sigmoid(wide), [-1, 6, 2]), [1]);
  }
  return g.applications();
}

test("parts are all applications in their order, at most as many as asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }), (depth, count) => {
      const applications = blocks(depth);
      const parts = splitSegments(applications, count);
      expect(parts.flat()).toEqual(applications);
      expect(parts.length).toBeLessThanOrEqual(count);
      expect(parts.every(({ length }) => length > 0)).toBe(true);
    }),
    { seed: 10, numRuns: 60 },
  );
});

test("cuts lie between blocks, where little is alive", () => {
  const parts = splitSegments(blocks(6), 3);
  expect(parts.map((part) => part.length)).toEqual([8, 8, 8]);
  expect(parts.map((part) => part.at(-1)!.node.op)).toEqual(["ReduceSum", "ReduceSum", "ReduceSum"]);
});

test("nothing gives one empty part", () => {
  expect(splitSegments([], 4)).toEqual([[]]);
});
