import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../../tooling/golden/formula-picture.ts";
import { pillowResize } from "../../../test/pillow-resize.ts";
import { resize } from "./resize.ts";
import { KERNELS, type ResizeFilter } from "./resize-filter.ts";
import type { ResizeOptions } from "./resize-plan.ts";

const filters = Object.keys(KERNELS) as ResizeFilter[];
const anyFilter = fc.constantFrom(...filters);
const side = fc.integer({ min: 1, max: 24 });

describe("resize has the bits of Pillow 12", () => {
  test.each(pillowResize.bytes)(
    "$filter, $kind $from -> $to, box $box",
    ({ filter, kind, from, to, box, sha256, values }) => {
      const out = resize(formulaPicture(kind, ...from), { width: to[0], height: to[1], filter, box });
      if (values) expect(Buffer.from(out.data).toString("base64")).toBe(values);
      expect(createHash("sha256").update(out.data).digest("hex")).toBe(sha256);
    },
  );

  test.each(pillowResize.sweeps)("$filter, every pair of sides from 1 to 16", ({ filter, sha256 }) => {
    const hash = createHash("sha256");
    for (const down of [false, true]) {
      for (let before = 1; before <= 16; before++) {
        for (let after = 1; after <= 16; after++) {
          const image = down ? formulaPicture("noise", 2, before) : formulaPicture("noise", before, 2);
          hash.update(resize(image, { filter, width: down ? 2 : after, height: down ? after : 2 }).data);
        }
      }
    }
    expect(hash.digest("hex")).toBe(sha256);
  });
});

describe("resize", () => {
  test("leaves a constant picture constant", () => {
    fc.assert(
      fc.property(
        anyFilter,
        side,
        side,
        side,
        side,
        fc.integer({ min: 0, max: 255 }),
        (filter, w, h, width, height, value) => {
          const image = { data: new Uint8ClampedArray(w * h * 3).fill(value), width: w, height: h };
          expect(new Set(resize(image, { width, height, filter }).data)).toEqual(new Set([value]));
        },
      ),
      { seed: 1 },
    );
  });

  test("gives equal pixels in a new array for the size it has", () => {
    fc.assert(
      fc.property(anyFilter, side, side, (filter, width, height) => {
        const image = formulaPicture("noise", width, height);
        const out = resize(image, { width, height, filter });
        expect(out).toEqual(image);
        expect(out.data).not.toBe(image.data);
      }),
      { seed: 2 },
    );
  });

  test("commutes with mirroring and with exchanging channels", () => {
    fc.assert(
      fc.property(fc.constantFrom<ResizeFilter>("bilinear", "bicubic"), side, side, side, (filter, w, h, scale) => {
        const image = formulaPicture("noise", w, h);
        const swapped = { ...image, data: image.data.map((_, i) => image.data[i - (i % 3) + 2 - (i % 3)]) };
        const options = { width: w * scale, height: h, filter };
        const out = resize(image, options).data;
        expect(resize(swapped, options).data).toEqual(out.map((_, i) => out[i - (i % 3) + 2 - (i % 3)]));
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  test("reads a picture that lies within a larger buffer", () => {
    const image = formulaPicture("noise", 20, 10);
    const buffer = new Uint8ClampedArray(700);
    buffer.set(image.data, 50);
    const inside = { ...image, data: buffer.subarray(50, 650) };
    for (const box of [undefined, [0, 4, 20, 9] as const]) {
      const options = { width: 7, height: 3, filter: "bicubic", box } as const;
      expect(resize(inside, options)).toEqual(resize(image, options));
    }
  });

  test("leaves its source alone", () => {
    const image = formulaPicture("noise", 20, 10);
    resize(image, { width: 7, height: 9, filter: "lanczos" });
    expect(image).toEqual(formulaPicture("noise", 20, 10));
  });

  const image = formulaPicture("ramp", 4, 3);
  const refused: [string, Partial<ResizeOptions>][] = [
    ["invalid-size", { width: 0 }],
    ["invalid-size", { height: 1.5 }],
    ["invalid-size", { width: Number.NaN }],
    ["invalid-size", { width: -2 }],
    ["unknown-filter", { filter: "nearest" as ResizeFilter }],
    ["unknown-filter", { filter: "toString" as ResizeFilter }],
    ["invalid-box", { box: [0, 0, 4.01, 3] }],
    ["invalid-box", { box: [-0.5, 0, 4, 3] }],
    ["invalid-box", { box: [2, 0, 2, 3] }],
    ["invalid-box", { box: [0, 0, Number.NaN, 3] }],
  ];
  test.each(refused)("refuses with %s: %j", (code, options) => {
    expect(() => resize(image, { width: 2, height: 2, filter: "bilinear", ...options })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("refuses a picture whose data does not fit its sides", () => {
    const short = { data: new Uint8ClampedArray(35), width: 4, height: 3 };
    expect(() => resize(short, { width: 2, height: 2, filter: "box" })).toThrow(
      expect.objectContaining({ code: "invalid-image" }),
    );
  });
});
