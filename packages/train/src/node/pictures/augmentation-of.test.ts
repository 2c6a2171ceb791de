import { augmentation } from "@tiny-cats/data";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { augmentationOf } from "./augmentation-of.ts";

test("a level or a recipe of one's own, with the crop", () => {
  const crop = { size: 8 };
  expect(augmentationOf("full", crop)).toEqual(augmentation("full", crop));
  const own = { ...augmentation("none"), flip: 1 };
  expect(augmentationOf(own, crop)).toEqual({ ...own, crop });
});

test("what is out of range is refused at once", async () => {
  const own = { ...augmentation("none"), rotation: 181 };
  expect((await errorOf(() => augmentationOf(own, { size: 8 }))).code).toBe("invalid-augmentation");
  expect((await errorOf(() => augmentationOf("most" as never, { size: 8 }))).code).toBe("invalid-augmentation");
});
