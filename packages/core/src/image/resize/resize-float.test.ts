import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../../tooling/golden/formula-picture.ts";
import { float32, strided } from "../../../../../tooling/golden/read-vectors.ts";
import { pillowResize } from "../../../test/pillow-resize.ts";
import { resizeFloat } from "./resize-float.ts";

describe("resizeFloat agrees with Pillow's mode F", () => {
  test.each(pillowResize.floats)(
    "$filter, $kind $from -> $to, box $box",
    ({ filter, kind, from, to, box, sha256, stride, values }) => {
      const out = resizeFloat(formulaPicture(kind, ...from), { width: to[0], height: to[1], filter, box });
      const expected = float32(values);
      for (const [i, value] of strided(out, stride).entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-4);
      if (filter === "hamming" || filter === "lanczos") return;
      expect(createHash("sha256").update(out).digest("hex")).toBe(sha256);
    },
  );
});

describe("resizeFloat", () => {
  test("is bicubic unless told", () => {
    const image = formulaPicture("edge", 40, 30);
    expect(resizeFloat(image, { width: 9, height: 7 })).toEqual(
      resizeFloat(image, { width: 9, height: 7, filter: "bicubic" }),
    );
  });

  test("keeps fractions and overshoot", () => {
    const values = resizeFloat(formulaPicture("edge", 40, 30), { width: 97, height: 71 });
    expect(values.some((value) => value < 0)).toBe(true);
    expect(values.some((value) => value > 255)).toBe(true);
    expect(values.some((value) => !Number.isInteger(value))).toBe(true);
  });

  test("refuses what resize refuses", () => {
    const image = formulaPicture("edge", 4, 3);
    expect(() => resizeFloat(image, { width: 0, height: 7 })).toThrow(
      expect.objectContaining({ code: "invalid-size" }),
    );
  });
});
