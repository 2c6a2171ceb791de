import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { formulaNoise } from "../../../../tooling/golden/read-vectors.ts";
import { compileKernels } from "../../scripts/compile-kernels.ts";
import { type Kernels, openKernels, plainKernels } from "./kernels.ts";

const LENGTH = 4096;

function filled(kernels: Kernels): Kernels {
  kernels.numbers.set(formulaNoise(5, LENGTH));
  return kernels;
}

test("compiled-kernels.ts is what kernels.wat compiles to", async () => {
  expect(readFileSync(new URL("compiled-kernels.ts", import.meta.url), "utf8")).toBe(await compileKernels());
});

test.each([1, 2, 7, 64])("compiled and plain kernels give the same bits, k = %i", (k) => {
  const [compiled, plain] = [openKernels(LENGTH), plainKernels(LENGTH)].map(filled);
  for (const kernels of [compiled, plain]) {
    kernels.tile(0, 4 * k, k, 1024, 16);
    kernels.distances(0, 4 * k, k, 1536, 20);
    kernels.dots(0, 64, 4 * Math.ceil(k / 4), 2048, 2200);
    kernels.sums(0, 64, 4 * Math.ceil(k / 4), 2048, 2400);
  }
  expect(Buffer.from(compiled.numbers.slice(0, LENGTH).buffer).equals(Buffer.from(plain.numbers.buffer))).toBe(true);
  expect(compiled.numbers[1024]).not.toBe(filled(plainKernels(LENGTH)).numbers[1024]);
});

test("a tile is a product, and distances are squared", () => {
  const kernels = openKernels(64);
  kernels.numbers.set([1, 2, 3, 4, 5, 6, 7, 8], 0);
  kernels.numbers.set([1, 0, 0, 2, 0, 1, 0, 3], 8);
  kernels.tile(0, 8, 2, 16, 4);
  expect([...kernels.numbers.subarray(16, 32)]).toEqual([1, 5, 0, 17, 2, 6, 0, 22, 3, 7, 0, 27, 4, 8, 0, 32]);
  kernels.distances(0, 8, 2, 32, 4);
  expect([...kernels.numbers.subarray(32, 36)]).toEqual([25, 1 + 16, 1 + 25, 1 + 4]);
});

test("without WebAssembly the plain loops are taken", async () => {
  vi.resetModules();
  vi.stubGlobal("WebAssembly", undefined);
  try {
    const kernels = await import("./kernels.ts");
    expect(kernels.openKernels(100).numbers).toHaveLength(100);
  } finally {
    vi.unstubAllGlobals();
  }
});
