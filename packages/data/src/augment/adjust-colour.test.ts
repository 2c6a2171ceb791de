import { expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { float32, readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { adjustColour } from "./adjust-colour.ts";
import type { ColourChange } from "./draw-changes.ts";

interface Case extends Record<ColourChange, number> {
  from: [number, number];
  order: ColourChange[];
  values: string;
}
const { coloured } = readVectors<{ coloured: Case[] }>("augment");

test.each(coloured)("changes $order by $brightness, $contrast, $saturation as torchvision does", (example) => {
  const values = Float32Array.from(formulaPicture("noise", ...example.from).data);
  adjustColour(values, example);
  const expected = float32(example.values);
  const furthest = values.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  expect(furthest).toBeLessThan(1e-3);
});

test("a factor of 1 leaves every bit", () => {
  const values = Float32Array.of(0, 0.1, 254.9, 1 / 3, 17, 255);
  const before = values.slice();
  adjustColour(values, { brightness: 1, contrast: 1, saturation: 1, order: ["saturation", "contrast", "brightness"] });
  expect(values).toEqual(before);
});
