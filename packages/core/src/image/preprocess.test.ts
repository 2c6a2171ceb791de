import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Preprocessing } from "@tiny-cats/schema";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { float32, readVectors, strided } from "../../../../tooling/golden/read-vectors.ts";
import { centerCrop } from "./center-crop.ts";
import { decodePng } from "./png/decode-png.ts";
import { cropSeen, preprocess } from "./preprocess.ts";
import { resize } from "./resize/resize.ts";
import type { ResizeFilter } from "./resize/resize-filter.ts";
import type { RgbImage } from "./rgb-image.ts";
import { toRgb } from "./to-rgb.ts";

interface Case {
  name: "chelsea" | "noise";
  size: [number, number];
  short_side: number;
  crop: [number, number];
  resample: ResizeFilter;
  crop_sha256: string;
  tensor_sha256: string;
  stride: number;
  tensor: string;
}

const golden = readVectors<{ chelsea_sha256: string; cases: Case[] }>("pillow-preprocess");
const sha256 = (data: Uint8ClampedArray | Float32Array) => createHash("sha256").update(data).digest("hex");
let chelsea: RgbImage;

beforeAll(async () => {
  const file = new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url);
  chelsea = toRgb(await decodePng(readFileSync(file)));
});

function spec({ short_side, crop, resample }: Pick<Case, "short_side" | "crop" | "resample">, pad = 0): Preprocessing {
  return {
    background: [255, 255, 255],
    resize: { short_side, resample, long_side: "truncate" },
    crop: { width: crop[0], height: crop[1], pad },
    rescale_factor: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  };
}

describe("preprocess has the bits of Pillow and numpy", () => {
  test("starting from chelsea.png as our own reader reads it", () => {
    expect(sha256(chelsea.data)).toBe(golden.chelsea_sha256);
  });

  test.each(golden.cases)("$name $size, short side $short_side, crop $crop, $resample", (entry) => {
    const image = entry.name === "chelsea" ? chelsea : formulaPicture("noise", ...entry.size);
    const seen = cropSeen(image, spec(entry));
    expect([seen.width, seen.height]).toEqual(entry.crop);
    expect(sha256(seen.data)).toBe(entry.crop_sha256);
    const tensor = preprocess(image, spec(entry));
    expect(strided(tensor, entry.stride)).toEqual(float32(entry.tensor));
    expect(sha256(tensor)).toBe(entry.tensor_sha256);
  });
});

describe("cropSeen", () => {
  test("is the middle of the whole picture resized, for any sizes and filter", () => {
    const side = fc.integer({ min: 1, max: 40 });
    const filter = fc.constantFrom<ResizeFilter>("box", "bilinear", "hamming", "bicubic", "lanczos");
    fc.assert(
      fc.property(side, side, side, side, side, filter, (w, h, short_side, width, height, resample) => {
        const image = formulaPicture("noise", w, h);
        const size = (own: number) => Math.trunc((short_side * own) / Math.min(w, h));
        const whole = resize(image, { width: size(w), height: size(h), filter: resample });
        const seen = cropSeen(image, spec({ short_side, crop: [width, height], resample }, 5));
        expect(seen).toEqual(centerCrop(whole, { width, height, fill: [5, 5, 5] }));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("never makes the whole of a picture far longer than wide", () => {
    const line = { data: new Uint8ClampedArray(90_000).fill(80), width: 30_000, height: 1 };
    const standard = spec({ short_side: 65_536, crop: [224, 224], resample: "bilinear" });
    expect(new Set(cropSeen(line, standard).data)).toEqual(new Set([80]));
  });
});

test("preprocess writes one picture of a batch", () => {
  const image = formulaPicture("noise", 20, 10);
  const small = spec({ short_side: 8, crop: [6, 6], resample: "bilinear" });
  const batch = new Float32Array(216);
  preprocess(image, small, { out: batch.subarray(108) });
  expect(batch.subarray(108)).toEqual(preprocess(image, small));
  expect(batch.subarray(0, 108).every((value) => value === 0)).toBe(true);
});
