import { decodeImage } from "@tiny-cats/core/node";
import { describe, expect, test } from "vitest";
import { type FormulaKind, formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { hashDistance } from "./hash-distance.ts";
import { type PerceptualHash, perceptualHash } from "./perceptual-hash.ts";

interface Vectors {
  hashes: { kind: FormulaKind; width: number; height: number; hash: string }[];
  chelsea: Record<string, { hash: string }>;
}

const vectors = readVectors<Vectors>("data");
const hex = (hash: PerceptualHash) => hash.map((word) => word.toString(16).padStart(8, "0")).join("");
const parsed = (text: string): PerceptualHash => [
  Number.parseInt(text.slice(0, 8), 16),
  Number.parseInt(text.slice(8), 16),
];

test.each(vectors.hashes)(
  "$kind of $width x $height has the bits of Pillow and scipy",
  ({ kind, width, height, hash }) => {
    expect(hex(perceptualHash(formulaPicture(kind, width, height))!)).toBe(hash);
  },
);

test("so has a photo", async () => {
  const photo = await decodeImage(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url));
  expect(hex(perceptualHash(photo)!)).toBe(vectors.chelsea["as it is"].hash);
});

describe("distance", () => {
  test.each([
    ["half", 0, 6],
    ["a margin less", 1, 10],
    ["brighter", 0, 4],
    ["mirrored", 20, 64],
  ])("of the photo %s is %i to %i bits", (name, least, most) => {
    const distance = hashDistance(parsed(vectors.chelsea["as it is"].hash), parsed(vectors.chelsea[name].hash));
    expect(distance).toBeGreaterThanOrEqual(least);
    expect(distance).toBeLessThanOrEqual(most);
  });

  test("counts every bit", () => {
    expect(hashDistance([0, 0], [0xffffffff, 0xffffffff])).toBe(64);
    expect(hashDistance([0x80000001, 5], [1, 6])).toBe(3);
    expect(hashDistance([1, 2], [1, 2])).toBe(0);
  });
});

test("a picture of one grey has none", () => {
  const grey = { data: new Uint8ClampedArray(5 * 4 * 3).fill(99), width: 5, height: 4 };
  expect(perceptualHash(grey)).toBeUndefined();
});
