import { expect, test } from "vitest";
import { reportsHold, shapesHold } from "./testing/fuzz.ts";

test("any shapes come to inputs or a typed error, a million times", () => {
  expect(() => shapesHold(9, 1_000_000)).not.toThrow();
});

test("any report is refused with a typed error or can be compared, gated and written, a million times", () => {
  expect(() => reportsHold(10, 1_000_000)).not.toThrow();
});
