import { describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { loadTensors } from "./load-tensors.ts";
import { inMemory } from "./testing/in-memory.ts";

const file = () =>
  inMemory(
    new Map([
      ["a", { dtype: "f32" as const, shape: [2], data: Float32Array.of(1, 70_000) }],
      ["n", { dtype: "i64" as const, shape: [], data: BigInt64Array.of(3n) }],
    ]),
  );

describe("loading", () => {
  test("casts floats, keeps whole numbers, and reports each tensor", async () => {
    const seen: string[] = [];
    const { tensors } = await file();
    const loaded = await loadTensors(tensors, {
      dtype: "float64",
      onProgress: ({ loaded: count, total, name }) => seen.push(`${count}/${total} ${name}`),
    });
    expect(loaded.get("a")).toEqual({
      dtype: "float64",
      shape: [2],
      bytes: new Uint8Array(Float64Array.of(1, 70_000).buffer),
    });
    expect(loaded.get("n")!.dtype).toBe("int64");
    expect(seen).toHaveLength(2);
    expect(seen[1]).toMatch(/^2\/2 /);
  });

  test("refuses numbers that do not fit", async () => {
    const { tensors } = await file();
    const error = await errorOf(() => loadTensors(tensors, { dtype: "float16" }));
    expect([error.code, error.value]).toEqual(["tensor-overflow", "a"]);
  });

  test("refuses types that graphs don't hold, and stops when told", async () => {
    const { tensors } = await inMemory(
      new Map([["z", { dtype: "c64" as const, shape: [1], data: new Float32Array(2) }]]),
    );
    expect((await errorOf(() => loadTensors(tensors))).code).toBe("unsupported-dtype");
    await expect(loadTensors(tensors, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});
