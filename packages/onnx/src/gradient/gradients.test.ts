import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph, type GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { checkGradient } from "../testing/check-gradient.ts";
import { gradients } from "./gradients.ts";

/** Three layers with normalisation, activation and a residual path. */
function network(g: GraphBuilder, [x, w1, w2, scale]: readonly Value[]): Value {
  let y = x;
  for (const w of [w1, w2, w1]) y = g.add(y, g.linear(g.gelu(g.layerNorm(y, scale)), w));
  return y;
}
const shapes = [[3, 4], [4, 4], [4, 4], [4]];

describe("gradients", () => {
  test.each([17, 20])("of a network, at opset %i", (opset) => {
    checkGradient({ shapes, make: network, opset });
  });

  test("are the same bits with segments computed again, and nothing is computed twice that needn't be", () => {
    const whole = checkGradient({ shapes, make: network });
    for (const segments of [2, 3, 5])
      expect(checkGradient({ shapes, make: network, options: { segments } })).toEqual(whole);
  });

  test("of gradients", () => {
    const shapes = [
      [3, 4],
      [4, 2],
    ];
    const make = (g: GraphBuilder, [x, w]: readonly Value[]) => {
      const y = g.softmax(g.gelu(g.linear(g.tanh(x), g.transpose(w, [1, 0]))));
      return gradients(g, g.reduceSum(g.mul(y, y), [0, 1]), [w])[0];
    };
    for (const opset of [17, 20]) checkGradient({ shapes, make, opset });
  });

  test("by values in the middle", () => {
    const g = buildGraph("middle");
    const x = g.input("x", "float32", [2, 2]);
    const middle = g.mul(x, 3);
    const loss = g.reduceSum(g.mul(middle, middle), [0, 1]);
    expect(gradients(g, loss, [middle]).map(({ shape }) => shape)).toEqual([[2, 2]]);
  });

  test("are refused by name where an operator has none", async () => {
    const g = buildGraph("refused");
    const scale = g.input("scale", "float32", []);
    const x = g.op("DequantizeLinear", [g.input("x", "int8", [2]), scale]);
    expect(await errorOf(() => gradients(g, g.reduceSum(x, [0]), [scale]))).toMatchObject({
      code: "no-gradient-rule",
      value: "DequantizeLinear",
    });
  });

  test("are refused where the loss is not one number, or nothing leads from a value to it", async () => {
    const g = buildGraph("none");
    const [x, other, count] = [g.input("x", "float32", [2]), g.input("y", "float32", [2]), g.input("n", "int64", [])];
    const loss = g.reduceSum(g.op("Floor", [x]), [0]);
    for (const [of, by] of [
      [x, x],
      [loss, other],
      [loss, x],
      [loss, count],
      [count, x],
    ] as const) {
      expect(await errorOf(() => gradients(g, of, [by]))).toMatchObject({ code: "no-gradient" });
    }
  });
});
