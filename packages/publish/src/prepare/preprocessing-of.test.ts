import { preprocessorConfig } from "@tiny-cats/architectures";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { preprocessingOf } from "./preprocessing-of.ts";

const OWN = {
  size: { shortest_edge: 300 },
  crop_size: { height: 224, width: 224 },
  resample: 1,
  image_mean: [0.1, 0.2, 0.3],
  image_std: [0.4, 0.5, 0.6],
};

test("what is not told is ImageNet's", () => {
  const { resize, crop, mean } = preprocessingOf(undefined, 224);
  expect([resize.short_side, resize.resample, crop.width, mean[0]]).toEqual([256, "bilinear", 224, 0.485]);
});

test("a configuration is said in the manifest's words, and back", () => {
  const made = preprocessingOf(OWN, 224);
  expect(made).toMatchObject({
    resize: { short_side: 300, resample: "lanczos" },
    mean: OWN.image_mean,
    std: OWN.image_std,
  });
  expect(preprocessingOf(preprocessorConfig(made), 224)).toEqual(made);
});

test("the share of the middle that ConvNext's processor keeps is a short side", () => {
  const told = {
    size: { shortest_edge: 224 },
    crop_pct: 0.875,
    resample: 3,
    image_mean: [0, 0, 0],
    image_std: [1, 1, 1],
  };
  expect(preprocessingOf(told, 224)).toMatchObject({
    resize: { short_side: 256, resample: "bicubic" },
    crop: { width: 224 },
  });
});

test("without normalisation nothing is taken off", () => {
  expect(preprocessingOf({ ...OWN, do_normalize: false }, 224)).toMatchObject({ mean: [0, 0, 0], std: [1, 1, 1] });
});

describe("what has no words is refused", () => {
  test.each([
    ["no crop", { do_center_crop: false }],
    ["a whole size", { size: { height: 224, width: 224 } }],
    ["another crop than the model's input", { crop_size: 192 }],
    ["the nearest pixel", { resample: 0 }],
    ["a mean of one number", { image_mean: 0.5 }],
    ["a factor of nothing", { rescale_factor: 0 }],
  ])("%s", async (_, change) => {
    expect((await errorOf(() => preprocessingOf({ ...OWN, ...change }, 224))).code).toBe("preprocessing-unsupported");
  });
});
