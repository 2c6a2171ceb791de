import { expect, test } from "vitest";
import { listNonJson } from "./list-non-json.ts";

test.each([
  ["NaN", { a: [1, Number.NaN] }, "a.1"],
  ["an infinity", { a: Number.NEGATIVE_INFINITY }, "a"],
  ["a bigint", [1n], "0"],
  ["a function", { a: () => 1 }, "a"],
  ["a symbol", { a: Symbol("s") }, "a"],
  ["undefined in a list", [undefined], "0"],
  ["a hole", Array(1), "0"],
  ["a date", { a: new Date(0) }, "a"],
  ["a map", { a: new Map() }, "a"],
])("%s is no JSON", (_, value, path) => {
  expect(listNonJson(value).map((problem) => problem.path.join("."))).toEqual([path]);
});

test("what JSON holds passes, and so does a key without a value", () => {
  const shared = { c: 1 };
  expect(listNonJson({ a: [null, true, "x", 1.5, {}, []], b: undefined, shared, again: [shared, shared] })).toEqual([]);
  expect(listNonJson(Object.assign(Object.create(null), { a: 1 }))).toEqual([]);
});

test("a cycle and too deep a nest are found, once", () => {
  const cycle: Record<string, unknown> = { a: {} };
  (cycle.a as Record<string, unknown>).back = cycle;
  expect(listNonJson(cycle)).toEqual([{ path: ["a", "back"], message: "refers back to what holds it" }]);
  const deep = JSON.parse(`${"[".repeat(1000)}${"]".repeat(1000)}`);
  expect(listNonJson(deep)).toHaveLength(1);
  expect(listNonJson(Array(1000).fill(Number.NaN))).toHaveLength(100);
});

test("an object that is reached along many ways is entered once", () => {
  let value: object = {};
  for (let i = 0; i < 60; i++) value = { left: value, right: value };
  expect(listNonJson(value)).toEqual([]);
});
