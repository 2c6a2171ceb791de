import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { toRgb } from "../to-rgb.ts";
import { decodePng } from "./decode-png.ts";
import { buildPng, headerData } from "./png-builder.fixture.ts";

interface Picture {
  name: string;
  png: string;
  rgb: string;
}

const golden = readVectors<{ width: number; height: number; pictures: Picture[] }>("pillow-png");

describe("decodePng reads what Pillow reads", () => {
  test.each(golden.pictures)("$name", async ({ png, rgb }) => {
    const image = toRgb(await decodePng(Buffer.from(png, "base64")));
    expect([image.width, image.height]).toEqual([golden.width, golden.height]);
    expect(Buffer.from(image.data).toString("base64")).toBe(rgb);
  });
});

describe("decodePng", () => {
  const pixels = Uint8Array.of(0, 10, 20, 30);
  const chunks = { IHDR: headerData({ width: 1, height: 1 }), pixels };
  const refused = async (png: Uint8Array, expected: Record<string, unknown>, options = {}) =>
    expect(decodePng(png, options)).rejects.toThrow(expect.objectContaining(expected));

  test("keeps 16 bits and alpha", async () => {
    const IHDR = headerData({ width: 1, height: 1, depth: 16, type: 6 });
    const png = await buildPng({ IHDR, pixels: Uint8Array.of(0, 0x12, 0x34, 0, 1, 0xff, 0xfe, 0x80, 0) });
    const expected = { width: 1, height: 1, channels: 4, data: Uint16Array.of(0x1234, 1, 0xfffe, 0x8000) };
    expect(await decodePng(png)).toEqual(expected);
  });

  test("turns a transparent colour of 16 bits into alpha, comparing all 16", async () => {
    const IHDR = headerData({ width: 2, height: 1, depth: 16, type: 0 });
    const png = await buildPng({
      IHDR,
      before: [["tRNS", Uint8Array.of(0x12, 0x34)]],
      pixels: Uint8Array.of(0, 0x12, 0x34, 0x12, 0x35),
    });
    expect((await decodePng(png)).data).toEqual(Uint16Array.of(0x1234, 0, 0x1235, 65535));
  });

  test("takes any number of pieces, other chunks around them, and anything after the end", async () => {
    const png = await buildPng({
      ...chunks,
      pieces: 5,
      before: [["gAMA", Uint8Array.of(0, 0, 177, 143)]],
      after: [["tIME", new Uint8Array(7)]],
    });
    const longer = new Uint8Array(png.length + 3);
    longer.set(png);
    expect((await decodePng(longer)).data).toEqual(Uint8Array.of(10, 20, 30));
  });

  test("reads a view into a larger buffer", async () => {
    const png = await buildPng(chunks);
    const larger = new Uint8Array(png.length + 20);
    larger.set(png, 7);
    expect((await decodePng(larger.subarray(7, 7 + png.length))).data).toEqual(Uint8Array.of(10, 20, 30));
  });

  test("refuses what is no PNG", async () => {
    await refused(new Uint8Array(0), { code: "not-a-png" });
    await refused(new TextEncoder().encode("GIF89a and more"), { code: "not-a-png" });
  });

  test("refuses a file cut off anywhere", async () => {
    const png = await buildPng({ ...chunks, before: [["PLTE", Uint8Array.of(1, 2, 3)]] });
    for (let length = 8; length < png.length; length++) await refused(png.subarray(0, length), { code: "corrupt-png" });
  });

  test("refuses a file with any one bit changed after its signature", async () => {
    const png = await buildPng({ ...chunks, before: [["tEXt", new TextEncoder().encode("a\0b")]] });
    for (let bit = 64; bit < png.length * 8; bit++) {
      const changed = png.slice();
      changed[bit >> 3] ^= 1 << (bit & 7);
      await expect(decodePng(changed)).rejects.toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(corrupt|unsupported)-png$/) }),
      );
    }
  });

  test.each([
    ["a width of 0", { width: 0, height: 1 }],
    ["a height of 2^31", { width: 1, height: 2 ** 31 }],
    ["a depth of 3", { width: 1, height: 1, depth: 3 }],
    ["RGB of 4 bits", { width: 1, height: 1, depth: 4 }],
    ["colour type 5", { width: 1, height: 1, type: 5 }],
    ["compression 1", { width: 1, height: 1, compression: 1 }],
    ["filter 1", { width: 1, height: 1, filter: 1 }],
    ["interlace 2", { width: 1, height: 1, interlace: 2 }],
  ])("refuses %s", async (_, fields) =>
    refused(await buildPng({ IHDR: headerData(fields), pixels }), { code: "corrupt-png" }),
  );

  const grey = headerData({ width: 1, height: 1, type: 0 });
  const indexed = headerData({ width: 1, height: 1, type: 3 });
  const broken: [string, Parameters<typeof buildPng>[0]][] = [
    ["a short header", { IHDR: new Uint8Array(12), pixels }],
    ["two headers", { ...chunks, before: [["IHDR", chunks.IHDR]] }],
    ["no pixels", { IHDR: chunks.IHDR }],
    ["too few pixels", { IHDR: chunks.IHDR, pixels: pixels.subarray(0, 3) }],
    ["too many pixels", { IHDR: chunks.IHDR, pixels: new Uint8Array(5) }],
    ["pixels that are not deflated", { IHDR: chunks.IHDR, after: [["IDAT", Uint8Array.of(1, 2, 3, 4)]] }],
    ["row filter 5", { IHDR: chunks.IHDR, pixels: Uint8Array.of(5, 1, 2, 3) }],
    [
      "pixels torn apart",
      {
        ...chunks,
        after: [
          ["tIME", new Uint8Array(7)],
          ["IDAT", new Uint8Array(0)],
        ],
      },
    ],
    ["a palette after the pixels", { ...chunks, after: [["PLTE", new Uint8Array(3)]] }],
    [
      "two palettes",
      {
        ...chunks,
        before: [
          ["PLTE", new Uint8Array(3)],
          ["PLTE", new Uint8Array(3)],
        ],
      },
    ],
    ["a palette of 4 bytes", { ...chunks, before: [["PLTE", new Uint8Array(4)]] }],
    ["no palette where one is needed", { IHDR: indexed, pixels: pixels.subarray(0, 2) }],
    [
      "a colour outside the palette",
      { IHDR: indexed, pixels: pixels.subarray(0, 2), before: [["PLTE", new Uint8Array(30)]] },
    ],
    [
      "more transparent colours than colours",
      {
        IHDR: indexed,
        pixels: new Uint8Array(2),
        before: [
          ["PLTE", new Uint8Array(3)],
          ["tRNS", new Uint8Array(2)],
        ],
      },
    ],
    [
      "a transparent colour of a wrong length",
      { IHDR: grey, pixels: new Uint8Array(2), before: [["tRNS", new Uint8Array(6)]] },
    ],
    [
      "alpha and a transparent colour",
      {
        IHDR: headerData({ width: 1, height: 1, type: 4 }),
        pixels: new Uint8Array(3),
        before: [["tRNS", new Uint8Array(2)]],
      },
    ],
  ];
  test.each(broken)("refuses %s", async (_, parts) => refused(await buildPng(parts), { code: "corrupt-png" }));

  test("refuses a chunk that must be understood and is not", async () => {
    await refused(await buildPng({ ...chunks, before: [["CgBI", new Uint8Array(4)]] }), {
      code: "unsupported-png",
      value: "CgBI",
    });
  });

  test("refuses more pixels than allowed before it inflates any", async () => {
    const IHDR = headerData({ width: 30_000, height: 30_000 });
    await refused(await buildPng({ IHDR, after: [["IDAT", Uint8Array.of(1, 2, 3)]] }), { code: "picture-too-large" });
    const small = await buildPng({ IHDR: headerData({ width: 3, height: 2, type: 0 }), pixels: new Uint8Array(8) });
    await refused(small, { code: "picture-too-large", value: { width: 3, height: 2 } }, { maxPixels: 5 });
    expect((await decodePng(small, { maxPixels: 6 })).width).toBe(3);
  });

  test("refuses a large picture that no data of its length can hold, without making room for it", async () => {
    const IHDR = headerData({ width: 5000, height: 5000, depth: 16, type: 6 });
    await refused(await buildPng({ IHDR, pixels: new Uint8Array(1000) }), { code: "corrupt-png" });
  });

  test("refuses a bomb that goes on after the pixels of its header", async () => {
    const bomb = await buildPng({ ...chunks, pixels: new Uint8Array(1 << 26) });
    await refused(bomb, { code: "corrupt-png" });
  });

  test("stops at a signal", async () => {
    const png = await buildPng(chunks);
    const reason = new Error("enough");
    await expect(decodePng(png, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const decoding = decodePng(
      await buildPng({ IHDR: headerData({ width: 4000, height: 2000 }), pixels: new Uint8Array(2000 * 12_001) }),
      controller,
    );
    controller.abort(reason);
    await expect(decoding).rejects.toBe(reason);
  });
});
