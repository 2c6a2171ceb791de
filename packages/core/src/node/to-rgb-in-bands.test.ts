import { expect, test } from "vitest";
import { type RawImage, toRgb } from "../image/to-rgb.ts";
import { toRgbInBands } from "./to-rgb-in-bands.ts";

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (Math.imul(i, 2654435761) >>> 24) & 255);

test.each([
  ["grey", 1, Uint8Array],
  ["grey and alpha", 2, Uint8Array],
  ["RGB", 3, Uint8Array],
  ["RGB and alpha", 4, Uint8Array],
  ["16-bit RGB", 3, Uint16Array],
  ["16-bit grey", 1, Uint16Array],
] as const)("%s in bands is what it is at once", async (_, channels, Type) => {
  const [width, height] = [1024, 601];
  const data = new Type(noise(width * height * channels)).map((value) => value * (Type === Uint16Array ? 257 : 1));
  const raw: RawImage = { data, width, height, channels };
  expect(await toRgbInBands(raw)).toEqual(toRgb(raw));
});

test("a row wider than a band is one", async () => {
  const raw: RawImage = { data: noise(3 * 300_000), width: 300_000, height: 3, channels: 1 };
  expect(await toRgbInBands(raw)).toEqual(toRgb(raw));
});
