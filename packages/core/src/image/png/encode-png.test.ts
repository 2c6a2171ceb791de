import { inflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../../tooling/golden/formula-picture.ts";
import { readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { toRgb } from "../to-rgb.ts";
import { decodePng } from "./decode-png.ts";
import { encodePng } from "./encode-png.ts";
import { readPngChunks } from "./png-chunks.ts";
import { readPngText } from "./read-png-text.ts";

const kinds = ["noise", "stripes", "edge", "ramp"] as const;
const chunksOf = (png: Uint8Array) => Array.from(readPngChunks(png), ({ type }) => type);

describe("encodePng", () => {
  test("round-trips pictures of any size and kind", async () => {
    const side = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), side, side, async (kind, width, height) => {
        const image = formulaPicture(kind, width, height);
        expect(toRgb(await decodePng(await encodePng(image)))).toEqual(image);
      }),
      { seed: 1 },
    );
  });

  test.each(kinds)("is read alike by another reader: %s", async (kind) => {
    const image = formulaPicture(kind, 61, 37);
    const { data, info } = await sharp(await encodePng(image))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 61, height: 37, channels: 3 });
    expect(new Uint8ClampedArray(data)).toEqual(image.data);
  });

  test("holds header, texts and pixels, and no time", async () => {
    const png = await encodePng(formulaPicture("ramp", 9, 9), { text: { breed: "Bengal", note: "猫" } });
    expect(chunksOf(png)).toEqual(["IHDR", "tEXt", "iTXt", "IDAT"]);
  });

  test("gives equal bytes for equal pictures and text", async () => {
    const options = { text: { breed: "Bengal", seed: "7" } };
    const [one, two] = [
      await encodePng(formulaPicture("noise", 50, 50), options),
      await encodePng(formulaPicture("noise", 50, 50), options),
    ];
    expect(one).toEqual(two);
  });

  test("chooses each row's filter by the least sum of absolute differences", async () => {
    const image = formulaPicture("ramp", 64, 64);
    const png = await encodePng(image);
    const pixels = Array.from(readPngChunks(png)).find(({ type }) => type === "IDAT")?.data as Uint8Array;
    const rows = inflateSync(pixels);
    const types = new Set(Array.from({ length: 64 }, (_, y) => rows[y * 193]));
    expect(types.has(0)).toBe(false);
    const sum = rows.reduce((total, value, i) => total + (i % 193 === 0 ? 0 : Math.min(value, 256 - value)), 0);
    const unfiltered = image.data.reduce((total, value) => total + Math.min(value, 256 - value), 0);
    expect(sum).toBeLessThan(unfiltered / 10);
  });

  test("refuses pictures that are none and text that can't be stored", async () => {
    const image = formulaPicture("ramp", 2, 2);
    await expect(encodePng({ ...image, height: 3 })).rejects.toThrow(
      expect.objectContaining({ code: "invalid-image" }),
    );
    for (const [keyword, value] of [
      ["", "a"],
      ["k".repeat(80), "a"],
      [" k", "a"],
      ["k ", "a"],
      ["a  b", "a"],
      ["a\nb", "a"],
      ["猫", "a"],
      ["k", "a\0b"],
      ["k", "猫\0"],
      ["k", "half \ud83d of a pair"],
    ]) {
      await expect(encodePng(image, { text: { [keyword]: value } })).rejects.toThrow(
        expect.objectContaining({ code: "invalid-png-text" }),
      );
    }
  });

  test("stops at a signal", async () => {
    const reason = new Error("enough");
    await expect(encodePng(formulaPicture("ramp", 2, 2), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const encoding = encodePng(formulaPicture("noise", 600, 600), controller);
    controller.abort(reason);
    await expect(encoding).rejects.toBe(reason);
  });
});

describe("texts", () => {
  test("come back as they went in", async () => {
    const image = formulaPicture("ramp", 2, 2);
    const keyword = fc.stringMatching(/^[A-Za-z][a-z_]{0,20}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          keyword,
          fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
        ),
        async (text) => {
          expect(await readPngText(await encodePng(image, { text }))).toEqual({ ...text });
        },
      ),
      { seed: 2 },
    );
  });

  test("may be called __proto__, hold Latin-1, line ends and marks of byte order", async () => {
    const text = Object.fromEntries([
      ["__proto__", "a"],
      ["é ü", "ÿ\n£"],
      ["c", "\ufeffx"],
      ["control", "\u0001\r"],
      ["empty", ""],
    ]);
    const read = await readPngText(await encodePng(formulaPicture("ramp", 1, 1), { text }));
    expect(Object.entries(read)).toEqual(Object.entries(text));
  });

  test("are read as Pillow wrote them", async () => {
    const { texts } = readVectors<{ texts: { png: string; text: Record<string, string> } }>("pillow-png");
    expect(await readPngText(Buffer.from(texts.png, "base64"))).toEqual(texts.text);
  });
});
