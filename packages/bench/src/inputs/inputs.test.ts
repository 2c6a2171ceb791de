import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import type { DeclaredInput } from "./input-spec.ts";
import { makeFeeds } from "./make-feeds.ts";
import { resolveInputs } from "./resolve-inputs.ts";

const f32 = (name: string, ...dims: (number | string)[]): DeclaredInput => ({ name, dtype: "float32", dims });

describe("shapes", () => {
  test("the first axis without a number is the batch, under its name anywhere", () => {
    const inputs = resolveInputs([f32("noise", "b", 3, 8, 8), f32("t", "b"), f32("mask", 4, "b")]);
    expect(inputs.fixedBatch).toBeUndefined();
    expect(inputs.at(5).map(({ dims }) => dims)).toEqual([[5, 3, 8, 8], [5], [4, 5]]);
  });

  test.each([0, -1, ""])("a first axis of %j is the batch too", (side) => {
    expect(resolveInputs([f32("x", side, 2)]).at(3)[0].dims).toEqual([3, 2]);
  });

  test("a graph for one batch has it told", () => {
    expect(resolveInputs([f32("x", 4, 3, 8, 8)]).fixedBatch).toBe(4);
    expect(resolveInputs([f32("scalar")]).fixedBatch).toBe(1);
    expect(resolveInputs([]).fixedBatch).toBe(1);
  });

  test("other sides are asked for by name, and taken where given", async () => {
    const declared = [f32("ids", "batch", "sequence"), f32("past", "batch", 2, "")];
    const error = await errorOf(() => resolveInputs(declared));
    expect(error.code).toBe("shape-needed");
    expect(error.message).toContain('"ids" whose sides "sequence"');
    expect(error.remedy).toContain("--shape ids=1,...");
    const past = await errorOf(() => resolveInputs(declared, { ids: [1, 16] }));
    expect(past.message).toContain('"past" whose sides without a name');
    const inputs = resolveInputs(declared, { ids: [1, 16], past: ["batch", 2, 7] });
    expect(inputs.at(2).map(({ dims }) => dims)).toEqual([
      [2, 16],
      [2, 2, 7],
    ]);
  });

  test("an input of unknown rank takes its shape from what is given", async () => {
    const declared = [{ name: "x", dtype: "float32" }];
    expect((await errorOf(() => resolveInputs(declared))).code).toBe("shape-needed");
    expect(resolveInputs(declared, { x: ["batch", 7] }).at(3)[0].dims).toEqual([3, 7]);
  });

  test.each<[string, Record<string, (number | string)[]>, string]>([
    ["another side than is fixed", { x: [1, 4, 8] }, "invalid-shape"],
    ["too few sides", { x: [1, 3] }, "invalid-shape"],
    ["a side of nothing", { x: [1, 3, 0] }, "invalid-shape"],
    ["a name for a side", { x: [1, 3, "width"] }, "invalid-shape"],
    ["a side past counting", { x: [1, 3, 2 ** 60] }, "invalid-shape"],
    ["a batch", { x: [2, 3, 8] }, "invalid-shape"],
    ["another input", { y: [1, 3, 8] }, "unknown-input"],
    ["the prototype's", JSON.parse('{"__proto__":[1]}'), "unknown-input"],
  ])("refuses %s", async (_, shapes, code) => {
    expect((await errorOf(() => resolveInputs([f32("x", "b", 3, "w")], shapes))).code).toBe(code);
  });

  test.each(["string", "bfloat16", "constructor", undefined])("refuses inputs of %s", async (dtype) => {
    expect((await errorOf(() => resolveInputs([{ name: "x", dtype, dims: [1] }]))).code).toBe("unsupported-input");
  });

  test("refuses inputs of over a gigabyte before any is made", async () => {
    const inputs = resolveInputs([f32("x", "b", 2 ** 28)]);
    expect(inputs.at(1)[0].dims).toEqual([1, 2 ** 28]);
    expect((await errorOf(() => inputs.at(2))).code).toBe("inputs-too-large");
  });
});

describe("numbers", () => {
  const dtypes = [
    "float32",
    "float64",
    "float16",
    "uint8",
    "int8",
    "bool",
    "uint16",
    "int16",
    "uint32",
    "int32",
    "int64",
    "uint64",
  ];

  test.each(dtypes)("of %s fill the shape, the same ones for a seed", (dtype) => {
    const specs = [{ name: "x", dtype, dims: [2, 50] }];
    const { x } = makeFeeds(specs, 3);
    expect(x.data).toHaveLength(100);
    expect(makeFeeds(specs, 3).x.data).toEqual(x.data);
  });

  test("floats lie in [0, 1) and spread, bytes over their range, other whole numbers are 1", () => {
    const make = (dtype: string) => [...makeFeeds([{ name: "x", dtype, dims: [4000] }], 0).x.data].map(Number);
    const floats = make("float32");
    expect(Math.min(...floats)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...floats)).toBeLessThanOrEqual(1);
    expect(floats.reduce((sum, value) => sum + value, 0) / 4000).toBeCloseTo(0.5, 1);
    const halves = make("float16");
    expect(halves.every((bits) => bits >= 0x3800 && bits < 0x3c00)).toBe(true);
    expect([Math.min(...make("uint8")), Math.max(...make("uint8"))]).toEqual([0, 255]);
    expect([Math.min(...make("int8")), Math.max(...make("int8"))]).toEqual([-128, 127]);
    for (const dtype of ["int64", "uint64", "int32", "uint16", "bool"])
      expect(new Set(make(dtype))).toEqual(new Set([1]));
  });

  test("two inputs of one graph differ", () => {
    const { a, b } = makeFeeds(
      [
        { name: "a", dtype: "float32", dims: [8] },
        { name: "b", dtype: "float32", dims: [8] },
      ],
      0,
    );
    expect(a.data).not.toEqual(b.data);
  });
});
