import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../../tooling/golden/formula-picture.ts";
import type { RgbImage } from "../rgb-image.ts";
import { openSimd, type Simd } from "./open-simd.ts";
import { KERNELS, type ResizeFilter } from "./resize-filter.ts";
import { planResize, type Rectangle, type ResizeOptions } from "./resize-plan.ts";
import { runPasses } from "./run-passes.ts";

const filters = Object.keys(KERNELS) as ResizeFilter[];

/** The kernel, counting the calls of its passes, so that a test knows that they were made. */
function counted(): { simd: Simd; calls: string[] } {
  const simd = openSimd();
  if (!simd) throw new Error("this engine has no WebAssembly SIMD");
  const calls: string[] = [];
  const rows: Simd["rows"] = (...sizes) => {
    calls.push("rows");
    simd.rows(...sizes);
  };
  const columns: Simd["columns"] = (...sizes) => {
    calls.push("columns");
    simd.columns(...sizes);
  };
  return { simd: { ...simd, rows, columns }, calls };
}

/** Resizes by the kernel and by the plain loops, expects the same bytes, and tells which passes of the kernel ran. */
function compare(image: RgbImage, options: ResizeOptions, window?: Rectangle): string[] {
  const { firstRow, passes } = planResize(image, options, window);
  const source = new Uint8Array(image.data.buffer).subarray(firstRow * image.width * 3);
  const { simd, calls } = counted();
  simd.bytes.fill(255);
  const byKernel = runPasses(source, passes, simd);
  expect(Buffer.compare(byKernel, runPasses(source, passes))).toBe(0);
  return calls;
}

/** Black and white at random, which negative lobes push furthest beyond 0 and 255. */
function blackAndWhite(width: number, height: number): RgbImage {
  const { data } = formulaPicture("noise", width, height);
  return { data: data.map((value) => (value < 128 ? 0 : 255)), width, height };
}

const side = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 90 }));

describe("the kernel and the plain loops", () => {
  test("agree for all sizes, filters, boxes and windows", () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    const property = fc.property(
      fc.constantFrom(...filters),
      fc.boolean(),
      fc.tuple(side, side, side, side),
      fc.option(fc.tuple(fraction, fraction, fraction, fraction)),
      fc.option(fc.tuple(fraction, fraction, fraction, fraction), { nil: undefined }),
      (filter, extreme, [w, h, width, height], stretch, cut) => {
        const image = extreme ? blackAndWhite(w, h) : formulaPicture("noise", w, h);
        const [left, top, right, bottom] = stretch ?? [0, 0, 1, 1];
        const box = [left * 0.4 * w, top * 0.4 * h, (0.5 + right / 2) * w, (0.5 + bottom / 2) * h] as const;
        compare(image, { width, height, filter, box }, cut && windowIn(width, height, cut));
      },
    );
    fc.assert(property, { seed: 4, numRuns: 400 });
  });

  const shapes: [string, [number, number], [number, number]][] = [
    ["wide", [20_000, 3], [7, 5]],
    ["tall, taken vertically first", [3, 20_000], [5, 7]],
    ["a single pixel", [1, 1], [37, 41]],
    ["to a single pixel", [211, 173], [1, 1]],
    ["one column", [1, 300], [1, 77]],
    ["one row", [300, 1], [77, 1]],
    ["many bands of rows", [900, 300], [300, 90]],
    ["larger than the kernel's memory", [600, 200], [2500, 500]],
  ];
  for (const [name, from, [width, height]] of shapes) {
    test.each(filters)(`agree for a picture ${name}: ${from} -> ${width},${height}, %s`, (filter) => {
      const calls = compare(blackAndWhite(...from), { width, height, filter });
      const both = [...(from[0] === width ? [] : ["rows"]), ...(from[1] === height ? [] : ["columns"])];
      expect([...new Set(calls)].sort()).toEqual(both.sort());
    });
  }

  test("agree where the rounding of many weights adds up to more than 255", () => {
    const white = { data: new Uint8ClampedArray(90_011 * 3 * 2).fill(255), width: 90_011, height: 2 };
    expect(compare(white, { width: 9, height: 1, filter: "box" })).toEqual(["rows", "columns"]);
  });
});

describe("what does not fit in the kernel's memory goes the plain way", () => {
  const refused: [string, [number, number], [number, number], string[]][] = [
    ["an axis", [2, 2], [180_000, 1], ["columns"]],
    ["four rows", [300_000, 2], [20, 1], ["columns"]],
    ["a row's source", [3000, 500], [3000, 1], []],
  ];
  test.each(refused)("%s: %j -> %j", (_, from, [width, height], kernelPasses) => {
    expect(compare(blackAndWhite(...from), { width, height, filter: "bilinear" })).toEqual(kernelPasses);
  });
});

/** A window within an output, from four fractions. */
function windowIn(width: number, height: number, [left, top, across, down]: number[]): Rectangle {
  const x = Math.trunc(left * (width - 1));
  const y = Math.trunc(top * (height - 1));
  return { x, y, width: 1 + Math.trunc(across * (width - x - 1)), height: 1 + Math.trunc(down * (height - y - 1)) };
}
