import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { formulaPicture } from "../../../../../tooling/golden/formula-picture.ts";
import { pillowResize } from "../../../test/pillow-resize.ts";

/** The modules anew, so that the kernel is opened in the circumstances of the test. */
async function fresh() {
  const [{ openSimd }, { resize }] = await Promise.all([import("./open-simd.ts"), import("./resize.ts")]);
  return { openSimd, resize };
}

beforeEach(() => vi.resetModules());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("opens the kernel at the first call alone", async () => {
  const compiled = vi.spyOn(WebAssembly, "Module");
  const { openSimd } = await fresh();
  expect(compiled).not.toHaveBeenCalled();
  const simd = openSimd();
  expect(simd).toBeDefined();
  expect(openSimd()).toBe(simd);
  expect(compiled).toHaveBeenCalledTimes(1);
});

const refusal = function refuse() {
  throw new WebAssembly.CompileError("refused");
};

test("there is none without WebAssembly, and resize has the bits of Pillow 12", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  const { openSimd, resize } = await fresh();
  expect(openSimd()).toBeUndefined();
  for (const { filter, kind, from, to, box, sha256 } of pillowResize.bytes) {
    const { data } = resize(formulaPicture(kind, ...from), { width: to[0], height: to[1], filter, box });
    expect(createHash("sha256").update(data).digest("hex")).toBe(sha256);
  }
});

test.each(["Module", "Instance"] as const)(
  "there is none where WebAssembly refuses a %s, and resize works",
  async (part) => {
    const refused = vi.spyOn(WebAssembly, part).mockImplementation(refusal);
    const { openSimd, resize } = await fresh();
    const { data } = resize(formulaPicture("edge", 4, 4), { width: 1, height: 1, filter: "box" });
    expect(data).toHaveLength(3);
    expect(openSimd()).toBeUndefined();
    expect(refused).toHaveBeenCalledTimes(1);
  },
);
