import { expect, test } from "vitest";
import { outputGap } from "./output-gap.ts";

const output = (...values: number[]) => ({
  y: { type: "float32", data: Float32Array.from(values), dims: [values.length] },
});

test("is relative to the largest number of the reference", () => {
  expect(outputGap(output(-4, 1, 2), output(-4, 1, 2))).toBe(0);
  expect(outputGap(output(-4, 1, 2), output(-4, 1.5, 2))).toBe(0.125);
  expect(outputGap(output(0, 0), output(0, 0.5))).toBe(0.5);
});

test("is that of the worst output, and other types than floats count for nothing", () => {
  const large = { z: { type: "float32", data: Float32Array.of(100), dims: [1] } };
  const indices = (value: bigint) => ({ i: { type: "int64", data: BigInt64Array.of(value), dims: [1] } });
  expect(outputGap({ ...output(1), ...large, ...indices(1n) }, { ...output(0.75), ...large, ...indices(9n) })).toBe(
    0.25,
  );
});

test.each([
  ["a NaN", output(1, 2), output(1, Number.NaN)],
  ["an infinite number", output(1, 2), output(1, Number.POSITIVE_INFINITY)],
  ["the same infinite number in both", output(1, Number.POSITIVE_INFINITY), output(1, Number.POSITIVE_INFINITY)],
  ["a NaN in the reference", output(Number.NaN, 2), output(1, 2)],
  ["fewer numbers", output(1, 2), output(1)],
  ["no such output", output(1, 2), {}],
])("is NaN with %s", (_, reference, other) => {
  expect(outputGap(reference, other)).toBeNaN();
});
