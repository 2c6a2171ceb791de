import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { type RawImage, toRgb } from "./to-rgb.ts";

interface Case {
  name: string;
  background: [number, number, number];
  sha256: string;
}

const { cases } = readVectors<{ cases: Case[] }>("pillow-convert");

function noise(seed: number, channels: RawImage["channels"], colour?: "cmyk"): RawImage {
  return { data: formulaBytes(seed, 64 * 48 * channels), width: 64, height: 48, channels, colour };
}

function noise16(channels: RawImage["channels"]): RawImage {
  const bytes = formulaBytes(20 + channels, 64 * 48 * channels * 2);
  const data = Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes[i * 2] * 256 + bytes[i * 2 + 1]);
  return { data, width: 64, height: 48, channels };
}

function everyPair(pixel: (x: number, y: number) => number[], colour?: "cmyk"): RawImage {
  const data = Uint8Array.from(Array.from({ length: 65536 }, (_, i) => pixel(i & 255, i >> 8)).flat());
  return { data, width: 256, height: 256, channels: (data.length / 65536) as RawImage["channels"], colour };
}

function source(name: string): RawImage {
  if (name === "every-pair") return everyPair((x, y) => [x, y]);
  if (name === "every-ink") return everyPair((x, y) => [x, 255 - x, x >> 1, y], "cmyk");
  if (name === "noise8-cmyk") return noise(5, 4, "cmyk");
  const channels = Number(name.split("-")[1]) as RawImage["channels"];
  return name.startsWith("noise16") ? noise16(channels) : noise(channels, channels);
}

describe("toRgb has the bits of Pillow 12", () => {
  test.each(cases)("$name over $background", ({ name, background, sha256 }) => {
    const raw = source(name);
    const { data, width, height } = toRgb(raw, { background });
    expect([width, height]).toEqual([raw.width, raw.height]);
    expect(createHash("sha256").update(data).digest("hex")).toBe(sha256);
  });
});

describe("toRgb", () => {
  const one = (data: RawImage["data"], channels: RawImage["channels"], colour?: RawImage["colour"]) =>
    Array.from(toRgb({ data, width: 1, height: 1, channels, colour }).data);

  test("composes over white unless told, and not at all where alpha is full", () => {
    expect(one(Uint8Array.of(10, 20, 30, 0), 4)).toEqual([255, 255, 255]);
    expect(one(Uint8Array.of(10, 20, 30, 255), 4)).toEqual([10, 20, 30]);
    expect(one(Uint8Array.of(0, 128), 2)).toEqual([127, 127, 127]);
  });

  test("takes the upper byte of 16 bits", () => {
    expect(one(Uint16Array.of(0x12ff, 0x00ff, 0xff00), 3)).toEqual([0x12, 0, 255]);
    expect(one(Uint16Array.of(0x80ff), 1)).toEqual([0x80, 0x80, 0x80]);
  });

  test("shares memory with RGB of 8 bits, wherever it lies in its buffer, and with nothing else", () => {
    const buffer = Uint8Array.of(7, 7, 1, 2, 3, 4);
    const rgb = toRgb({ data: buffer.subarray(2, 5), width: 1, height: 1, channels: 3, colour: "rgb" });
    const rgba = toRgb({ data: buffer.subarray(2), width: 1, height: 1, channels: 4 });
    const before = rgba.data.slice();
    expect(Array.from(rgb.data)).toEqual([1, 2, 3]);
    buffer[2] = 9;
    expect(Array.from(rgb.data)).toEqual([9, 2, 3]);
    expect(rgba.data).toEqual(before);
  });

  const refused: RawImage[] = [
    { data: new Uint8Array(3), width: 1, height: 1, channels: 4 },
    { data: new Uint8Array(3), width: 1, height: 1, channels: 3, colour: "cmyk" },
    { data: new Uint8Array(3), width: 1, height: 1, channels: 3, colour: "grey" },
    { data: new Uint8Array(3), width: 1, height: 1, channels: 3, colour: "lab" as "rgb" },
    { data: new Uint8Array(5), width: 1, height: 1, channels: 5 as 4 },
    { data: new Uint8Array(0), width: 0, height: 1, channels: 1 },
    { data: new Uint8Array(1), width: 0.5, height: 2, channels: 1 },
  ];
  test.each(refused)("refuses $data.length values as $width x $height of $channels channels, $colour", (raw) => {
    expect(() => toRgb(raw)).toThrow(expect.objectContaining({ code: "invalid-image" }));
  });
});
