import { expect, test } from "vitest";
import { fuzzChecksums } from "../testing/fuzz-checksums.ts";

test("a million mutated SHA256SUMS are read or refused", () => {
  const { read, refused } = fuzzChecksums(11, 1_000_000);
  expect(read + refused).toBe(1_000_000);
});
