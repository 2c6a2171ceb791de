import { expect, test } from "vitest";
import { reflect } from "./reflect.ts";

test("mirrors whole pixels at their outer edges, the edge twice", () => {
  const seen = Array.from({ length: 16 }, (_, i) => reflect(i - 6, 3));
  expect(seen).toEqual([0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2]);
  expect([-3, -2, -1, 0, 1, 2].map((at) => reflect(at, 1))).toEqual([0, 0, 0, 0, 0, 0]);
});

test("between an edge pixel and its mirror image stays on the edge", () => {
  expect([-0.5, -0.25, -0.75, 2.25, 2.5, 2.75].map((at) => reflect(at, 3))).toEqual([0, 0, 0, 2, 2, 2]);
  expect(reflect(-1.25, 3)).toBe(0.25);
  expect(reflect(3.25, 3)).toBe(1.75);
});
