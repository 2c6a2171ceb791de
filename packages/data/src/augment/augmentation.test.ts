import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { type Augmentation, type AugmentationLevel, augmentation } from "./augmentation.ts";
import { checkAugmentation } from "./check-augmentation.ts";

test("each level adds to the one before", () => {
  const none = { flip: 0, rotation: 0, translate: 0, scale: [1, 1], brightness: 0, contrast: 0, saturation: 0 };
  expect(augmentation("none")).toEqual(none);
  expect(augmentation("basic")).toEqual({ ...none, flip: 0.5 });
  expect(augmentation("medium")).toEqual({ ...none, flip: 0.5, rotation: 15 });
  expect(augmentation("full", { size: 64 })).toEqual({
    flip: 0.5,
    rotation: 15,
    translate: 0.1,
    scale: [0.9, 1.1],
    brightness: 0.2,
    contrast: 0.2,
    saturation: 0.2,
    crop: { size: 64 },
  });
});

test("another level is refused with the ones there are", async () => {
  for (const level of ["heavy", "toString", undefined]) {
    const error = await errorOf(() => augmentation(level as AugmentationLevel));
    expect(error).toMatchObject({ code: "invalid-augmentation", value: level });
    expect(error).toMatchObject({ remedy: "use one of none, basic, medium, full" });
  }
});

const resized = { area: [0.08, 1], ratio: [3 / 4, 4 / 3] } as const;

test.each<[string, Partial<Augmentation>]>([
  ["flip", { flip: 1.01 }],
  ["flip", { flip: Number.NaN }],
  ["flip", { flip: "1" as unknown as number }],
  ["rotation", { rotation: -1 }],
  ["rotation", { rotation: 181 }],
  ["translate", { translate: -0.1 }],
  ["scale", { scale: [1.1, 0.9] }],
  ["scale", { scale: [0, 1] }],
  ["scale", { scale: [1, Number.POSITIVE_INFINITY] }],
  ["scale", { scale: 1 as unknown as [number, number] }],
  ["brightness", { brightness: 2 }],
  ["contrast", { contrast: -1 }],
  ["saturation", { saturation: undefined as unknown as number }],
  ["crop.size", { crop: { size: 0 } }],
  ["crop.size", { crop: { size: 2.5 } }],
  ["crop.size", { crop: { size: 1e9 } }],
  ["crop.resized.area", { crop: { size: 8, resized: { ...resized, area: [0, 1] } } }],
  ["crop.resized.ratio", { crop: { size: 8, resized: { ...resized, ratio: [2, 1] } } }],
])("refuses a wrong %s: %j", async (name, part) => {
  const error = await errorOf(() => checkAugmentation({ ...augmentation("full"), ...part }));
  expect(error).toMatchObject({ code: "invalid-augmentation" });
  expect(error).toMatchObject({ message: expect.stringContaining(`the ${name} of`) });
});

test("every level is in range", () => {
  for (const level of ["none", "basic", "medium", "full"] as const)
    expect(() => checkAugmentation(augmentation(level, { size: 224, resized }))).not.toThrow();
});
