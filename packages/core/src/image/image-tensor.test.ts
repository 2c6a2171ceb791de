import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { imageToTensor, tensorToImage } from "./image-tensor.ts";

const grey = { data: Uint8ClampedArray.from({ length: 768 }, (_, i) => Math.floor(i / 3)), width: 16, height: 16 };

describe("tensorToImage", () => {
  test("maps -1 to 0, 0 to 128 and 1 to 255, and clips beyond", () => {
    const tensor = Float32Array.of(-1, 0, 1, -1.5, 2, -1e30);
    expect(Array.from(tensorToImage(tensor, { width: 2, height: 1 }).data)).toEqual([0, 255, 255, 128, 0, 0]);
  });

  test("rounds to the nearest value", () => {
    const tensor = Float32Array.of((10.4 - 127.5) / 127.5, (10.6 - 127.5) / 127.5, (254.51 - 127.5) / 127.5);
    expect(Array.from(tensorToImage(tensor, { width: 1, height: 1 }).data)).toEqual([10, 11, 255]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("refuses %d", (value) => {
    expect(() => tensorToImage(Float32Array.of(0, 0, value), { width: 1, height: 1 })).toThrow(
      expect.objectContaining({ code: "non-finite-tensor", value }),
    );
  });

  test("refuses a tensor of another length, and sides of no picture", () => {
    expect(() => tensorToImage(new Float32Array(4), { width: 1, height: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-tensor" }),
    );
    expect(() => tensorToImage(new Float32Array(0), { width: 0, height: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-size" }),
    );
  });
});

describe("imageToTensor", () => {
  test("goes from -1 to 1, channel by channel", () => {
    const image = { data: Uint8ClampedArray.of(0, 255, 51, 255, 0, 204), width: 2, height: 1 };
    expect(imageToTensor(image)).toEqual(Float32Array.of(-1, 1, 1, -1, -0.6, 0.6));
  });

  test("is undone by tensorToImage for every value", () => {
    expect(tensorToImage(imageToTensor(grey), grey)).toEqual(grey);
    const noise = formulaPicture("noise", 31, 17);
    expect(tensorToImage(imageToTensor(noise), noise)).toEqual(noise);
  });

  test("writes into a given array, of the right length alone", () => {
    const out = new Float32Array(768);
    expect(imageToTensor(grey, { out })).toBe(out);
    expect(out).toEqual(imageToTensor(grey));
    expect(() => imageToTensor(grey, { out: new Float32Array(767) })).toThrow(
      expect.objectContaining({ code: "invalid-tensor" }),
    );
  });
});
