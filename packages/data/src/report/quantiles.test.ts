import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { quantiles } from "./quantiles.ts";

const vectors = readVectors<{ quantiles: { seed: number; length: number; values: number[] }[] }>("data");

test.each(vectors.quantiles)("of $length numbers are numpy's", ({ seed, length, values }) => {
  const found = Object.values(quantiles([...formulaBytes(seed, length)]));
  expect(found).toHaveLength(values.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(values[i], 12);
});
