import { expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { float32, readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { inverseAffine } from "./inverse-affine.ts";
import { sampleAffine } from "./sample-affine.ts";

interface Case {
  from: [number, number];
  flip: boolean;
  angle: number;
  translate: [number, number];
  scale: number;
  values: string;
}
const { warped } = readVectors<{ warped: Case[] }>("augment");

test.each(warped)(
  "samples $from flip $flip angle $angle scale $scale as grid_sample does",
  ({ values, ...changes }) => {
    const picture = formulaPicture("noise", ...changes.from);
    const sampled = sampleAffine(picture, inverseAffine(changes, picture), picture);
    const expected = float32(values);
    expect(sampled).toHaveLength(expected.length);
    const furthest = sampled.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
    expect(furthest).toBeLessThan(1e-3);
  },
);
