import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compileSimdKernel } from "../../../scripts/compile-simd-kernel.ts";

test("simd-kernel.ts holds what simd-kernel.wat compiles to", async () => {
  const written = await readFile(new URL("simd-kernel.ts", import.meta.url), "utf8");
  expect(written).toBe(await compileSimdKernel());
});
