import { expect, test } from "vitest";
import { reportsHold, shapesHold } from "./testing/fuzz.ts";

test("any shapes come to inputs or a typed error", () => {
  expect(() => shapesHold(7, 2000)).not.toThrow();
});

test("any report is refused with a typed error or can be compared, gated and written", () => {
  expect(() => reportsHold(8, 1500)).not.toThrow();
});
