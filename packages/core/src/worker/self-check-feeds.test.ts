import { expect, test } from "vitest";
import { selfCheckFeeds } from "./self-check-feeds.ts";

const input = (type: string, ...shape: (number | string)[]) => ({ name: "x", isTensor: true, type, shape });

test("floats are spread over [0, 1), and are the same every time", () => {
  const [{ data, dims }] = selfCheckFeeds([input("float32", "batch", 3, 40, 40)])!;
  expect(dims).toEqual([1, 3, 40, 40]);
  const values = Array.from(data as Float32Array);
  expect(values).toHaveLength(4800);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  for (const tenth of Array(10).keys())
    expect(values.filter((value) => Math.floor(value * 10) === tenth).length).toBeGreaterThan(400);
  expect(selfCheckFeeds([input("float32", "batch", 3, 40, 40)])![0].data).toEqual(data);
});

test("integers are 1, and a dimension whose size is unknown is 1", () => {
  expect(selfCheckFeeds([input("int64", -1, 2)])).toEqual([
    { name: "x", type: "int64", data: BigInt64Array.of(1n, 1n), dims: [1, 2] },
  ]);
});

test("there are none for inputs of other types, or of an unknown one", () => {
  expect(selfCheckFeeds([input("float32", 1), input("string", 1)])).toBeUndefined();
  expect(selfCheckFeeds(undefined)).toBeUndefined();
});
