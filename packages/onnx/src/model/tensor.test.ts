import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { halfToNumber, numberToBrain, numberToHalf } from "./half.ts";
import { makeTensor } from "./make-tensor.ts";
import { tensorValues } from "./tensor-values.ts";

test("every float16 comes back from its number", () => {
  for (let half = 0; half < 65536; half++) {
    const number = halfToNumber(half);
    if (!Number.isNaN(number)) expect(numberToHalf(number)).toBe(half);
  }
  expect(Number.isNaN(halfToNumber(numberToHalf(Number.NaN)))).toBe(true);
});

test("float16 is the nearest, ties to even", () => {
  fc.assert(
    fc.property(fc.double({ min: -65519, max: 65519, noNaN: true }), (value) => {
      const half = numberToHalf(value);
      const gap = Math.abs(halfToNumber(half) - value);
      for (const neighbour of [half - 1, half + 1]) {
        const other = Math.abs(halfToNumber(neighbour & 0xffff) - value);
        if (Number.isFinite(other)) expect(gap < other || (gap === other && half % 2 === 0)).toBe(true);
      }
    }),
    { seed: 20261122, numRuns: 3000 },
  );
  expect([65519, 65520, 2 ** -25, 2 ** -25 * 1.0001, 2049, 2051].map(numberToHalf)).toEqual([
    0x7bff, 0x7c00, 0, 1, 0x6800, 0x6802,
  ]);
});

test("bfloat16 is rounded once, not through float32", () => {
  // Just over the tie between 1 and 1 + 2^-7; float32 would put it on the tie.
  expect(numberToBrain(1 + 2 ** -8 + 2 ** -40)).toBe(0x3f81);
  expect(numberToBrain(1 + 2 ** -8)).toBe(0x3f80);
  expect(numberToBrain(1 + 3 * 2 ** -8)).toBe(0x3f82);
  expect(numberToBrain(-(1 + 2 ** -8 + 2 ** -40))).toBe(0xbf81);
  expect(numberToBrain(Number.NaN)).toBe(0x7fc0);
});

test.each([
  ["float32", [0.1, -0, Number.POSITIVE_INFINITY], [Math.fround(0.1), -0, Number.POSITIVE_INFINITY]],
  ["float64", [0.1, -2.5], [0.1, -2.5]],
  ["float16", [0.1], [0.0999755859375]],
  ["bfloat16", [0.1], [0.10009765625]],
  ["int8", [-128, 127], [-128, 127]],
  ["uint8", [0, 255], [0, 255]],
  ["int16", [-32768], [-32768]],
  ["uint16", [65535], [65535]],
  ["int32", [-(2 ** 31)], [-(2 ** 31)]],
  ["uint32", [2 ** 32 - 1], [2 ** 32 - 1]],
  ["int64", [-(2 ** 53), 2 ** 53], [-(2 ** 53), 2 ** 53]],
  ["uint64", [2 ** 53], [2 ** 53]],
  ["bool", [0, 1], [0, 1]],
] as const)("%s holds what it can", (dtype, given, expected) => {
  expect([...tensorValues(makeTensor(dtype, [given.length], given))]).toEqual([...expected]);
});

test("bigints keep 64 bits", () => {
  const { bytes } = makeTensor("int64", [2], [2n ** 63n - 1n, -1n]);
  expect(new DataView(bytes.buffer).getBigInt64(0, true)).toBe(2n ** 63n - 1n);
});

test.each([
  ["int8", 128],
  ["uint8", -1],
  ["int64", 2 ** 63],
  ["int32", 1.5],
  ["int64", Number.NaN],
  ["bool", 2],
] as const)("%s refuses %d", async (dtype, value) => {
  expect((await errorOf(() => makeTensor(dtype, [1], [value]))).code).toBe("wrong-tensor-value");
});

test("the values fill the shape", async () => {
  expect((await errorOf(() => makeTensor("float32", [2, 2], [1, 2, 3]))).code).toBe("wrong-tensor-size");
  for (const shape of [
    [-1, -3],
    [0.5, 6],
  ])
    expect((await errorOf(() => makeTensor("float32", shape, [1, 2, 3]))).code).toBe("wrong-tensor-size");
  expect(makeTensor("float32", [], [1]).bytes).toHaveLength(4);
  expect(makeTensor("float32", [0, 5], []).bytes).toHaveLength(0);
});
