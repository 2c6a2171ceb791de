import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { buildPng, headerData } from "./png-builder.fixture.ts";
import { readPngText } from "./read-png-text.ts";

const IHDR = headerData({ width: 1, height: 1 });
const bytes = (...parts: (string | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
const file = (...before: [string, Uint8Array][]) => buildPng({ IHDR, before, pixels: new Uint8Array(4) });
const refused = (code: string) => expect.objectContaining({ code });

describe("readPngText", () => {
  test("reads all three kinds, wherever they stand, the later of two", async () => {
    const png = await buildPng({
      IHDR,
      before: [
        ["tEXt", bytes("a\0first")],
        ["zTXt", bytes("b\0\0", deflateSync("packed é".normalize()))],
      ],
      pixels: new Uint8Array(4),
      after: [
        ["iTXt", bytes("c\0\x01\0de\0", Buffer.from("ключ"), "\0", deflateSync(Buffer.from("猫")))],
        ["tEXt", bytes("a\0second")],
      ],
    });
    expect(await readPngText(png)).toEqual({ a: "second", b: "packed Ã©", c: "猫" });
  });

  test("finds none where there is none", async () => {
    expect(await readPngText(await file())).toEqual({});
  });

  const malformed: [string, string, Uint8Array][] = [
    ["without an end to its keyword", "tEXt", bytes("keyword")],
    ["without a keyword", "tEXt", bytes("\0text")],
    ["with a keyword of 80", "tEXt", bytes("k".repeat(80), "\0text")],
    ["packed in an unknown way", "zTXt", bytes("k\0\x01", deflateSync("text"))],
    ["with an unknown flag", "iTXt", bytes("k\0\x02\0\0\0text")],
    ["cut off in its head", "iTXt", bytes("k\0\0")],
    ["without a translated keyword", "iTXt", bytes("k\0\0\0de\0text")],
    ["that is not UTF-8", "iTXt", bytes("k\0\0\0\0\0\xff\xfe")],
    ["that is not deflated", "zTXt", bytes("k\0\0plain")],
    ["whose deflated data is cut off", "zTXt", bytes("k\0\0", deflateSync("text text text").subarray(0, -3))],
  ];
  test.each(malformed)("refuses a text %s", async (_, type, data) => {
    await expect(readPngText(await file([type, data]))).rejects.toThrow(refused("corrupt-png"));
  });

  test("bounds what texts take together, inflated", async () => {
    const half = bytes("k\0", "x".repeat(600_000));
    expect(Object.keys(await readPngText(await file(["tEXt", half])))).toEqual(["k"]);
    await expect(readPngText(await file(["tEXt", half], ["tEXt", half]))).rejects.toThrow(
      refused("png-text-too-large"),
    );
    const bomb = bytes("k\0\0", deflateSync(new Uint8Array(1 << 22)));
    await expect(readPngText(await file(["zTXt", bomb]))).rejects.toThrow(refused("png-text-too-large"));
    expect((await readPngText(await file(["zTXt", bomb]), { maxBytes: 1 << 22 })).k).toHaveLength(1 << 22);
  });

  test("refuses what is no PNG, and stops at a signal", async () => {
    await expect(readPngText(new Uint8Array(7))).rejects.toThrow(refused("not-a-png"));
    const reason = new Error("enough");
    await expect(readPngText(await file(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
