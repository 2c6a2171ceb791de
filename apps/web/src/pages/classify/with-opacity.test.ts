import { expect, test } from "vitest";
import { withOpacity } from "./with-opacity.ts";

test("every pixel is opaque", () => {
  expect([...withOpacity(Uint8ClampedArray.from([1, 2, 3, 250, 251, 252]))]).toEqual([
    1, 2, 3, 255, 250, 251, 252, 255,
  ]);
});
