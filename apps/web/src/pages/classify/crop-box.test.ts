import { expect, test } from "vitest";
import { cropBox } from "./crop-box.ts";

const spec = (short_side: number, size: number) => ({
  background: [255, 255, 255] as [number, number, number],
  resize: { short_side, resample: "bilinear" as const, long_side: "truncate" as const },
  crop: { width: size, height: size, pad: 0 },
  rescale_factor: 1 / 255,
  mean: [0, 0, 0] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
});

test("a picture of the resized size is seen from 16 to 240", () => {
  expect(cropBox({ width: 256, height: 256 }, spec(256, 224))).toEqual({ x: 16, y: 16, width: 224, height: 224 });
});

test("of a wide picture the middle is seen, in its own pixels", () => {
  expect(cropBox({ width: 1024, height: 512 }, spec(256, 224))).toEqual({ x: 288, y: 32, width: 448, height: 448 });
});

test("a crop wider than the picture shows all of it", () => {
  expect(cropBox({ width: 20, height: 40 }, spec(10, 12))).toEqual({ x: 0, y: 8, width: 20, height: 24 });
});
