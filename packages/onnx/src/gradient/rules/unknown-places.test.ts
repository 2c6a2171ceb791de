import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { buildGraph, type GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { interpret } from "../../interpret/interpret.ts";
import { writeModel } from "../../protobuf/write-model.ts";
import type { Dim } from "../../shape/dim.ts";
import { elements } from "../../shape/elements.ts";
import { runOnnxruntime } from "../../testing/run-onnxruntime.ts";
import { gradients } from "../gradients.ts";

interface Case {
  readonly shape: readonly number[];
  /** The same with names. */
  readonly named: readonly Dim[];
  readonly whole?: readonly number[];
  readonly make: (g: GraphBuilder, x: Value, whole: Value) => Value;
}

/** The gradient of the sum of squares of running sums of what a case makes, so that every place counts otherwise. */
async function gradientOf({ shape, named, whole = [], make }: Case, isNamed: boolean): Promise<number[]> {
  const g = buildGraph("case");
  const x = g.input("x", "float32", isNamed ? named : shape);
  const known = isNamed ? g.input("whole", "int64", [whole.length]) : g.constant("int64", [whole.length], whole);
  const y = g.reshape(make(g, x, known), [-1]);
  const sums = g.op("CumSum", [y, g.constant("int64", [], [0])]);
  const loss = g.reduceSum(g.mul(sums, sums), [0]);
  const [by] = gradients(g, loss, [x]);
  expect(by.shape).toEqual(x.shape);
  g.output("by", by);
  const data = Float32Array.from({ length: elements(shape) }, (_, i) => Math.sin(i * 3) + 0.1);
  const inputs = {
    x: { shape, data },
    ...(isNamed && { whole: { shape: [whole.length], data: BigInt64Array.from(whole, BigInt) } }),
  };
  const model = g.finish();
  const mine = [...interpret(model, inputs).by.data].map(Number);
  const theirs = await runOnnxruntime(writeModel(model), inputs);
  expect(theirs.by.shape).toEqual(shape);
  mine.forEach((value, i) => {
    expect(Math.abs(theirs.by.data[i] - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  });
  return mine;
}

const cases: Record<string, Case> = {
  "the last of a side by name": { shape: [4, 3], named: ["n", 3], make: (g, x) => g.slice(x, 0, -1) },
  "every other of a side by name": { shape: [5, 2], named: ["n", "m"], make: (g, x) => g.slice(x, 0, 0, 9, 2) },
  "a slice given as it runs": {
    shape: [5, 2],
    named: [5, "m"],
    whole: [1],
    make: (g, x, whole) => g.op("Slice", [x, whole, g.constant("int64", [1], [4]), g.constant("int64", [1], [0])]),
  },
  "repeats given as it runs": {
    shape: [2, 3],
    named: ["n", 3],
    whole: [2, 3],
    make: (g, x, whole) => g.op("Tile", [x, whole]),
  },
  "repeats of sides by name": {
    shape: [2, 3],
    named: ["n", "m"],
    make: (g, x) => g.op("Tile", [x, g.constant("int64", [2], [3, 1])]),
  },
  "padding given as it runs": {
    shape: [2, 3],
    named: ["n", 3],
    whole: [1, 0, 0, 2],
    make: (g, x, whole) => g.op("Pad", [x, whole]),
  },
  "joined along a side by name": {
    shape: [2, 3],
    named: ["n", 3],
    make: (g, x) => g.concat([x, g.mul(x, x), g.exp(x)], 0),
  },
  "a mean over sides by name": {
    shape: [2, 3, 2],
    named: ["n", 3, "m"],
    make: (g, x) => g.mul(g.reduceMean(x, [0, 2], true), x),
  },
  "a maximum over a side by name": { shape: [3, 2], named: ["n", 2], make: (g, x) => g.reduceMax(x, [0]) },
  "columns by number": {
    shape: [2, 4, 2],
    named: ["n", 4, "m"],
    whole: [3, -4, 3],
    make: (g, x, whole) => g.gather(x, whole, 1),
  },
  "columns in the middle": {
    shape: [2, 3, 2, 2],
    named: ["n", 3, "h", "w"],
    whole: [2, -1, 0],
    make: (g, x, whole) => g.gather(x, whole, 1),
  },
  "a table of columns": {
    shape: [2, 3, 2],
    named: ["n", 3, "m"],
    whole: [2, -1, 0, 0],
    make: (g, x, whole) => g.gather(x, g.reshape(whole, [2, 2]), 1),
  },
  "rows of a side by name": {
    shape: [4, 3],
    named: ["n", 3],
    whole: [3, -4, 3],
    make: (g, x, whole) => g.gather(x, whole),
  },
  "one row of many": {
    shape: [600, 2],
    named: [600, 2],
    whole: [-3],
    make: (g, x, whole) => g.gather(x, g.squeeze(whole, [0])),
  },
  "rows of many": {
    shape: [600, 2],
    named: [600, "m"],
    whole: [599, -3, 7, 597, 7],
    make: (g, x, whole) => g.gather(x, whole),
  },
  "columns of many": {
    shape: [2, 600],
    named: ["n", 600],
    whole: [0, -1, 599, 5],
    make: (g, x, whole) => g.gather(x, whole, 1),
  },
  "numbers that count up": {
    shape: [600, 2],
    named: [600, "m"],
    make: (g, x) => g.gather(x, g.constant("int64", [3], [4, 5, 6])),
  },
};

test.each(Object.entries(cases))("%s: the same gradients with names as with numbers", async (_, given) => {
  const wanted = await gradientOf(given, false);
  const found = await gradientOf(given, true);
  expect(wanted.some((value) => value !== 0)).toBe(true);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i], 12);
  });
});

describe("what is not known or has no rule is refused by name", () => {
  const int64 = (g: GraphBuilder, values: readonly number[]) => g.constant("int64", [values.length], values);
  test.each<[string, RegExp, (g: GraphBuilder, x: Value) => Value]>([
    ["Pad", /reflect/, (g, x) => g.op("Pad", [x, int64(g, [1, 1, 1, 1])], { mode: "reflect" })],
    [
      "ScatterElements",
      /mul/,
      (g, x) =>
        g.op("ScatterElements", [x, g.constant("int64", [1, 1], [0]), g.constant("float32", [1, 1], [2])], {
          reduction: "mul",
        }),
    ],
    ["ReduceSum", /axes/, (g, x) => g.op("ReduceSum", [x, g.input("axes", "int64", [1])], { keepdims: 1 })],
    [
      "DequantizeLinear",
      /no gradient/,
      (g, x) => g.mul(x, g.op("DequantizeLinear", [g.input("q", "int8", [2, 2]), g.reduceSum(x, [0, 1])])),
    ],
  ])("%s", async (op, message, make) => {
    const g = buildGraph("refused");
    const x = g.input("x", "float32", [2, 2]);
    const y = make(g, x);
    const error = await errorOf(() => gradients(g, g.op("ReduceSum", [y], { keepdims: 0 }), [x]));
    expect(error).toMatchObject({ code: "no-gradient-rule", value: op });
    expect(error.message).toMatch(message);
  });

  test("sides by other names that may be stretched", async () => {
    const g = buildGraph("refused");
    const [a, b] = [g.input("a", "float32", ["n"]), g.input("b", "float32", ["m"])];
    const loss = g.reduceSum(g.mul(a, b), [0]);
    expect(await errorOf(() => gradients(g, loss, [a]))).toMatchObject({ code: "unknown-broadcast" });
  });
});
