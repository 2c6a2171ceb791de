import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { float32, readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { normalize } from "./normalize.ts";

const imagenet = {
  rescale_factor: 1 / 255,
  mean: [0.485, 0.456, 0.406] as [number, number, number],
  std: [0.229, 0.224, 0.225] as [number, number, number],
};
const golden = readVectors<{ normalized: string }>("pillow-preprocess");
const everyValue = {
  data: Uint8ClampedArray.from({ length: 768 }, (_, i) => Math.floor(i / 3)),
  width: 256,
  height: 1,
};

describe("normalize", () => {
  test("has the bits of numpy's float32 for every value of every channel", () => {
    expect(normalize(everyValue, imagenet)).toEqual(float32(golden.normalized));
  });

  test("rescales to the same bits by the factor as manifests write it", () => {
    const written = { ...imagenet, rescale_factor: 0.00392156862745098 };
    expect(normalize(everyValue, written)).toEqual(normalize(everyValue, imagenet));
  });

  test("lays channels out one after the other", () => {
    const image = { data: Uint8ClampedArray.of(1, 2, 3, 4, 5, 6), width: 1, height: 2 };
    const plain = {
      rescale_factor: 1,
      mean: [0, 0, 0] as [number, number, number],
      std: [1, 1, 1] as [number, number, number],
    };
    expect(Array.from(normalize(image, plain))).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test("writes one picture of a batch and leaves its neighbours", () => {
    const image = formulaPicture("noise", 3, 2);
    const batch = new Float32Array(54).fill(7);
    const out = batch.subarray(18, 36);
    expect(normalize(image, imagenet, { out })).toBe(out);
    expect(batch.subarray(18, 36)).toEqual(normalize(image, imagenet));
    expect(new Set([...batch.subarray(0, 18), ...batch.subarray(36)])).toEqual(new Set([7]));
  });

  test("refuses a target of another length", () => {
    const out = new Float32Array(17);
    expect(() => normalize(formulaPicture("noise", 3, 2), imagenet, { out })).toThrow(
      expect.objectContaining({ code: "invalid-tensor", value: 17 }),
    );
  });
});
