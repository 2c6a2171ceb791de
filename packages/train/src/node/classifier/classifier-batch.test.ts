import { plainPreprocessing } from "@tiny-cats/architectures";
import { normalize, preprocess, type RgbImage } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../../tooling/golden/formula-picture.ts";
import type { Example } from "../pictures/picture-batches.ts";
import { classifierBatch } from "./classifier-batch.ts";
import { drawMixing } from "./draw-mixing.ts";

const LABELS = ["Bengal", "Birman", "Other"];

function example(number: number, side: number): Example {
  const picture: RgbImage = {
    data: new Uint8ClampedArray(formulaBytes(number + 1, side * side * 3)),
    width: side,
    height: side,
  };
  const file = `${number}.png`;
  return { picture, number, item: { file, path: file, label: LABELS[number % 3], category: "", split: "train" } };
}

const options = {
  seed: 3,
  classes: 3,
  classOf: (label: string) => LABELS.indexOf(label),
  preprocessing: plainPreprocessing(8),
  isCut: true,
  mixup: 0,
};
const length = 3 * 8 * 8;

test("pictures that were cut are only normalised, others are prepared as for measuring", () => {
  const cut = classifierBatch([example(4, 8)], options);
  expect(cut.pixel_values).toEqual({
    data: normalize(example(4, 8).picture, options.preprocessing),
    shape: [1, 3, 8, 8],
  });
  expect(cut.target).toEqual({ data: Float32Array.of(0, 1, 0), shape: [1, 3] });
  const whole = classifierBatch([example(4, 30)], { ...options, isCut: false });
  expect(whole.pixel_values.data).toEqual(preprocess(example(4, 30).picture, options.preprocessing));
});

test("a mixed batch is itself and itself in another order, pictures and labels alike", () => {
  const examples = [6, 7, 8, 9, 10].map((number) => example(number, 8));
  const plain = classifierBatch(examples, options);
  const { share, order } = drawMixing(5, 0.2, { seed: 3, index: 6 });
  const mixed = classifierBatch(examples, { ...options, mixup: 0.2 });
  for (const name of ["pixel_values", "target"]) {
    const size = plain[name].data.length / 5;
    const [before, after] = [plain[name].data as Float32Array, mixed[name].data as Float32Array];
    const wanted = after.map((_, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      return share * before[i * size + j] + (1 - share) * before[order[i] * size + j];
    });
    expect(after).toEqual(wanted);
  }
  expect(mixed.pixel_values.data).toHaveLength(5 * length);
  const sums = Array.from({ length: 5 }, (_, i) =>
    (mixed.target.data as Float32Array).subarray(3 * i, 3 * i + 3).reduce((a, b) => a + b),
  );
  for (const sum of sums) expect(sum).toBeCloseTo(1, 6);
});

test.each([
  [0.2, 1 / 5.6],
  [0.5, 1 / 8],
  [1, 1 / 12],
])("shares are drawn by Beta(%d, %d)", (alpha, variance) => {
  const shares = Array.from({ length: 4000 }, (_, index) => drawMixing(2, alpha, { seed: 9, index }).share);
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  const spread = shares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / shares.length;
  // Six standard errors: of the mean, and roughly of the variance.
  expect(Math.abs(mean - 0.5)).toBeLessThan(6 * Math.sqrt(variance / shares.length));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(0.08);
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});

test("orders are permutations, by seed and place alone", () => {
  for (let index = 0; index < 20; index++) {
    const { order } = drawMixing(32, 0.2, { seed: 1, index });
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, i) => i));
  }
  const draw = (seed: number, index: number) => drawMixing(32, 0.2, { seed, index });
  expect(draw(1, 5)).toEqual(draw(1, 5));
  expect(draw(1, 5).order).not.toEqual(draw(2, 5).order);
  expect(draw(1, 5).order).not.toEqual(draw(1, 6).order);
});

test("an alpha next to nothing leaves pictures whole", () => {
  const { share } = drawMixing(4, 1e-6, { seed: 0, index: 0 });
  expect(Math.min(share, 1 - share)).toBeLessThan(1e-12);
});
