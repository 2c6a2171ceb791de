import { describe, expect, test } from "vitest";
import { philox4x32 } from "./philox.ts";
import { purposes } from "./purposes.ts";
import { openStream, toUnit } from "./stream.ts";

describe("openStream", () => {
  test("lays seed, block, index and purpose out as key and counter", () => {
    const seed = 0x12345 * 2 ** 32 + 0x89abcdef;
    const words = new Uint32Array(4);
    const expected = new Uint32Array(4);
    openStream(seed, { index: 0xfffffffe, purpose: purposes.weights })(5, words);
    philox4x32([5, 0xfffffffe, 3, 0], [0x89abcdef, 0x12345], expected);
    expect(words).toEqual(expected);
  });

  test("serves noise unless told another purpose", () => {
    const [byDefault, noise, shuffle] = [undefined, purposes.noise, purposes.shuffle].map((purpose) => {
      const words = new Uint32Array(4);
      openStream(3, { index: 0, purpose })(0, words);
      return words;
    });
    expect(byDefault).toEqual(noise);
    expect(byDefault).not.toEqual(shuffle);
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 32])("refuses index %d", (index) => {
    expect(() => openStream(0, { index })).toThrow(expect.objectContaining({ code: "invalid-index", value: index }));
  });

  test("refuses a bad seed", () => {
    expect(() => openStream(2 ** 53, { index: 0 })).toThrow(expect.objectContaining({ code: "invalid-seed" }));
  });
});

describe("toUnit", () => {
  test("keeps to the open interval (0, 1), exactly", () => {
    expect(toUnit(0)).toBe(2 ** -33);
    expect(toUnit(0xffffffff)).toBe(1 - 2 ** -33);
    expect(toUnit(0x80000000)).toBe(0.5 + 2 ** -33);
  });
});
