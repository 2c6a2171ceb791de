import fc from "fast-check";
import { expect, test } from "vitest";
import { splitPictures, spreadPictures } from "./labelled-picture.ts";

const picture = fc.record({ path: fc.string(), label: fc.constantFrom("a", "b", "c") });

test("what is measured on is never calibrated on; without splits a fifth of each label is measured on", () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ path: `${i}`, label: "ab"[i % 2] }));
  const { calibration, validation } = splitPictures(many, "val");
  expect(validation.map(({ path }) => path)).toEqual(["8", "9", "18", "19"]);
  expect(new Set([...calibration, ...validation]).size).toBe(20);
  const told = many.map((own, i) => ({ ...own, split: ["train", "val", "test"][i % 3] }));
  const parts = splitPictures(told, "test");
  expect(new Set(parts.validation.map(({ split }) => split))).toEqual(new Set(["test"]));
  expect(new Set(parts.calibration.map(({ split }) => split))).toEqual(new Set(["train"]));
});

test("a choice has the size asked for, no picture twice, and labels as even as there are pictures", () => {
  fc.assert(
    fc.property(
      fc.array(picture, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 70 }),
      (pictures, count) => {
        const chosen = spreadPictures(pictures, count);
        expect(chosen).toHaveLength(Math.min(count, pictures.length));
        expect(new Set(chosen).size).toBe(chosen.length);
        const share = (label: string) => chosen.filter((own) => own.label === label).length;
        const all = (label: string) => pictures.filter((own) => own.label === label).length;
        for (const label of ["a", "b", "c"]) {
          const most = Math.max(...["a", "b", "c"].map(share));
          expect(share(label) >= most - 1 || share(label) === all(label)).toBe(true);
        }
      },
    ),
    { seed: 20261122 },
  );
});
