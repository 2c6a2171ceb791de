import { crc32 as reference } from "node:zlib";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../../tooling/golden/formula-picture.ts";
import { crc32 } from "./crc32.ts";

test("the check value of the polynomial's catalogue", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

test.each([0, 1, 255, 1000])("agrees with zlib on %i bytes", (length) => {
  const bytes = formulaBytes(length, length);
  expect(crc32(bytes)).toBe(reference(bytes));
});
