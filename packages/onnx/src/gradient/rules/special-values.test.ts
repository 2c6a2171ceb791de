import { describe, expect, test } from "vitest";
import { buildGraph, type GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { interpret } from "../../interpret/interpret.ts";
import { checkGradient } from "../../testing/check-gradient.ts";
import { gradients } from "../gradients.ts";

/** The gradients of the sum of what is made of vectors. */
function gradientsAt(make: (g: GraphBuilder, inputs: readonly Value[]) => Value, ...vectors: number[][]): number[][] {
  const g = buildGraph("at", { opset: 20 });
  const inputs = vectors.map((vector, i) => g.input(`x${i}`, "float64", [vector.length]));
  const loss = g.op("ReduceSum", [make(g, inputs)], { keepdims: 0 });
  gradients(g, loss, inputs).forEach((value, i) => {
    g.output(`d${i}`, value);
  });
  const values = Object.fromEntries(vectors.map((data, i) => [`x${i}`, { shape: [data.length], data }]));
  const results = interpret(g.finish(), values);
  return vectors.map((_, i) => [...results[`d${i}`].data].map((value) => Number(value) + 0));
}

describe("values where formulas would divide by zero", () => {
  test("a product has the others' product for a zero, and nothing where two are zero", () => {
    const product = (...x: number[]) => gradientsAt((g, [v]) => g.op("ReduceProd", [v]), x)[0];
    expect(product(2, 3, 4)).toEqual([12, 8, 6]);
    expect(product(2, 0, 4)).toEqual([0, 8, 0]);
    expect(product(0, 3, 0)).toEqual([0, 0, 0]);
  });

  test("powers of zero, and by exponents of zero that are only known when they run", () => {
    const [base, exponent] = gradientsAt((g, [x, n]) => g.pow(x, n), [0, 0, 0, 2, 3], [0, 1, 2, 0, 2]);
    expect(base).toEqual([0, 1, 0, 0, 6]);
    expect(exponent.slice(0, 3)).toEqual([0, 0, 0]);
    expect(exponent[3]).toBeCloseTo(Math.log(2), 14);
  });

  test("the norm of zeros", () => {
    expect(gradientsAt((g, [x]) => g.op("ReduceL2", [x]), [0, 0])[0]).toEqual([0, 0]);
  });

  test("softmaxes and logistic functions far out", () => {
    const far = [-1e4, 0, 1e4];
    for (const op of ["Softmax", "LogSoftmax", "Sigmoid", "Tanh", "Softplus", "Gelu", "HardSwish"]) {
      expect([op, gradientsAt((g, [x]) => g.op(op, [x]), far)[0].every(Number.isFinite)]).toEqual([op, true]);
    }
  });
});

describe("operands that are seldom asked about", () => {
  const bounds = (input: number, i: number) => (input === 0 ? Math.sin(i * 3) : input === 1 ? -0.31 : 0.47);
  test("the bounds of Clip", () => {
    const make = (g: GraphBuilder, [x, low, high]: readonly Value[]) => g.op("Clip", [x, low, high]);
    checkGradient({ shapes: [[3, 4], [], []], make, fill: bounds });
    checkGradient({ shapes: [[7], []], make: (g, [x, low]) => g.op("Clip", [x, low]), fill: bounds });
  });

  test("what ScatterElements writes over, and with", () => {
    const make = (g: GraphBuilder, [x, put]: readonly Value[]) =>
      g.op("ScatterElements", [x, g.constant("int64", [2, 2], [1, -1, 0, 1]), put], { axis: 1 });
    checkGradient({
      shapes: [
        [2, 3],
        [2, 2],
      ],
      make,
    });
  });

  test("a part of a split of which others are not used", () => {
    checkGradient({ shapes: [[2, 5]], make: (g, [x]) => g.split(x, [1, 3, 1], 1)[1] });
  });

  test("the same value on both sides", () => {
    checkGradient({ shapes: [[2, 2]], make: (g, [x]) => g.matmul(g.mul(x, x), g.concat([x, x], 1)) });
    expect(gradientsAt((g, [x]) => g.max(x, x), [3, 4])[0]).toEqual([1, 1]);
  });
});
