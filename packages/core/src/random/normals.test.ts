import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { float32, readVectors, uint32 } from "../../../../tooling/golden/read-vectors.ts";
import { normals } from "./normals.ts";
import type { Purpose } from "./purposes.ts";
import { toUnit } from "./stream.ts";
import { uniforms } from "./uniforms.ts";

interface Case {
  seed: number;
  index: number;
  purpose: Purpose;
  words: string;
  words_sha256: string;
  normals: string;
  normals_sha256: string;
}
const { cases, length } = readVectors<{ length: number; cases: Case[] }>("random-normals");
const sha256 = (values: Float32Array | Uint32Array) =>
  createHash("sha256")
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest("hex");

describe.each(cases)("seed $seed, index $index, purpose $purpose", ({ seed, index, purpose, ...expected }) => {
  test("has the reference's words", () => {
    const drawn = uniforms(seed, { index, purpose, length });
    const words = Uint32Array.from(drawn, (u) => u * 2 ** 32 - 0.5);
    expect(words.subarray(0, 256)).toEqual(uint32(expected.words));
    expect(sha256(words)).toBe(expected.words_sha256);
    expect(drawn).toEqual(Float64Array.from(words, toUnit));
  });

  test("has the reference's normals, bit for bit", () => {
    const drawn = normals(seed, { index, purpose, length });
    expect(drawn.subarray(0, 256)).toEqual(float32(expected.normals));
    expect(sha256(drawn)).toBe(expected.normals_sha256);
  });
});

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const indices = fc.nat(0xffffffff);

describe("normals", () => {
  test("a shorter draw is the beginning of a longer one, in a new array or in part of another", () => {
    fc.assert(
      fc.property(seeds, indices, fc.nat(40), fc.nat(40), (seed, index, a, b) => {
        const long = normals(seed, { index, length: a + b });
        expect(normals(seed, { index, length: a })).toEqual(long.subarray(0, a));
        const page = new Float32Array(a + b + 2).fill(7);
        const out = page.subarray(1, 1 + a);
        expect(normals(seed, { index, out })).toBe(out);
        expect(out).toEqual(long.subarray(0, a));
        expect([page[0], ...page.subarray(1 + a)].every((v) => v === 7)).toBe(true);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test("different seeds, also ones equal in 32 bits, and different indices give different numbers", () => {
    const keys = [0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1].flatMap((seed) =>
      [0, 1, 2, 2 ** 32 - 1].map((index) => normals(seed, { index, length: 4 }).join()),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("refuses a bad seed and a bad index before writing anything", () => {
    const out = new Float32Array(4);
    expect(() => normals(-1, { index: 0, out })).toThrow(expect.objectContaining({ code: "invalid-seed" }));
    expect(() => normals(1, { index: -1, out })).toThrow(expect.objectContaining({ code: "invalid-index" }));
    expect(out).toEqual(new Float32Array(4));
  });
});

describe("uniforms", () => {
  test("fill part of an array and stay inside (0, 1)", () => {
    fc.assert(
      fc.property(seeds, indices, fc.nat(33), (seed, index, length) => {
        const out = new Float64Array(length);
        expect(uniforms(seed, { index, out })).toBe(out);
        expect(out).toEqual(uniforms(seed, { index, length }));
        expect(out.every((u) => u > 0 && u < 1)).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
