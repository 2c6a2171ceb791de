import { expect, test } from "vitest";
import { rgbaOf } from "./rgba-of.ts";

test("every pixel is opaque", () => {
  const data = Uint8ClampedArray.from([1, 2, 3, 250, 251, 252]);
  expect([...rgbaOf({ data, width: 2, height: 1 })]).toEqual([1, 2, 3, 255, 250, 251, 252, 255]);
});
