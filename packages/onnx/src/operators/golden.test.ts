import { describe, expect, test } from "vitest";
import { interpret } from "../interpret/interpret.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { evaluateDim } from "../testing/evaluate-dim.ts";
import { type GoldenCase, goldenCases, goldenGraph, goldenInputs } from "../testing/golden-cases.ts";
import { OPERATORS } from "./operators.ts";

const titled = goldenCases.map((golden, i) => {
  const shapes = golden.inputs.map((input) => (input ? `[${input.shape}]` : "-")).join(" ");
  return [`${i} ${golden.op} ${shapes} by ${golden.reference}`, golden] as const;
});

function model(golden: GoldenCase) {
  const { graph, results } = goldenGraph(golden);
  for (const [i, result] of results.entries()) graph.output(`y${i}`, result);
  return graph.finish();
}

/** The largest error beside the largest expected number, which no single sum that nearly cancels can blow up. */
function relativeError(found: ArrayLike<number>, wanted: readonly number[]): number {
  const size = Math.max(...wanted.map(Math.abs), 1e-300);
  return Math.max(0, ...wanted.map((value, i) => Math.abs(found[i] - value) / size));
}

test("every operator of the table has a case", () => {
  const covered = new Set(goldenCases.map(({ op }) => op));
  expect([...OPERATORS.keys()].filter((name) => !covered.has(name))).toEqual([]);
});

describe.each(titled)("%s", (_, golden) => {
  test("equals the reference to 1e-13", () => {
    const outputs = interpret(model(golden), goldenInputs(golden));
    for (const [i, wanted] of golden.outputs.entries()) {
      const { dtype, shape, data } = outputs[`y${i}`];
      expect({ dtype, shape, length: data.length }).toEqual({
        dtype: wanted.dtype,
        shape: wanted.shape,
        length: wanted.data.length,
      });
      expect(relativeError(data, wanted.data)).toBeLessThan(1e-13);
    }
  });

  test("stays the same through bytes", () => {
    const built = model(golden);
    expect(readModel(writeModel(built))).toEqual(built);
  });

  test("has a shape that follows from names of sides, or none", () => {
    const names: Record<string, number> = {};
    const named = (input: number, axis: number, side: number) => {
      // Sides of equal length in one operand keep one name, and 1 stays 1, since a name may not broadcast.
      if (side === 1 || golden.inputs[input]?.dtype === "int64") return side;
      const name = `s${side}`;
      names[name] = side;
      return axis === 1 && /Conv|Pool|Normalization|Linear/.test(golden.op) ? side : input === 0 ? name : side;
    };
    // Without axes, only numbers say how many are left.
    if (golden.op === "Squeeze" && golden.inputs.length === 1) {
      expect(() => goldenGraph(golden, named)).toThrow("unknown number of axes");
      return;
    }
    const { results } = goldenGraph(golden, named);
    for (const [i, { shape }] of results.entries()) {
      const wanted = golden.outputs[i].shape;
      expect(shape.map((dim, axis) => evaluateDim(dim, names) ?? wanted[axis])).toEqual(wanted);
    }
  });
});
