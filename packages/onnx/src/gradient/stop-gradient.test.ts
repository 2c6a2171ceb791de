import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { interpret } from "../interpret/interpret.ts";
import { gradients } from "./gradients.ts";
import { stopGradient } from "./stop-gradient.ts";

test("nothing passes back through the copy, and all of it through the value itself", async () => {
  const g = buildGraph("stopped");
  const x = g.input("x", "float64", [2]);
  const still = stopGradient(g, x);
  const [dx] = gradients(g, g.reduceSum(g.mul(g.mul(x, x), still), [0]), [x]);
  g.output("dx", dx);
  // 2 x * still, where the whole derivative of x^3 is 3 x^2.
  expect([...interpret(g.finish(), { x: { shape: [2], data: [3, 5] } }).dx.data]).toEqual([18, 50]);
  expect((await errorOf(() => gradients(g, g.reduceSum(still, [0]), [x]))).code).toBe("no-gradient");
});
