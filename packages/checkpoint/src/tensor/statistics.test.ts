import { expect, test } from "vitest";
import { f32, ragged } from "../testing/test-tensors.ts";
import { statistics } from "./statistics.ts";
import { toSource } from "./to-source.ts";

test("statistics are those of numpy's formulas, whatever the chunks", async () => {
  const values = Array.from({ length: 1000 }, (_, i) => 1e6 + Math.sin(i));
  const exact = Array.from(Float32Array.from(values));
  const mean = exact.reduce((sum, value) => sum + value, 0) / 1000;
  const std = Math.sqrt(exact.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 1000);
  for (const sizes of [[4000], [1, 2, 3, 5], [16]]) {
    const found = await statistics(ragged(f32(...values), sizes));
    expect(found.mean).toBeCloseTo(mean, 6);
    expect(found.std / std).toBeCloseTo(1, 9);
    expect([found.min, found.max]).toEqual([Math.min(...exact), Math.max(...exact)]);
  }
});

test("statistics count NaN, infinities and zeros, over the finite ones alone", async () => {
  const tensor = f32(Number.NaN, Infinity, -Infinity, 0, -0, 3, -1, Number.NaN);
  expect(await statistics(tensor)).toEqual({
    count: 8,
    min: -1,
    max: 3,
    mean: 0.5,
    std: Math.sqrt((0.25 * 2 + 6.25 + 2.25) / 4),
    nan: 2,
    infinite: 2,
    zeroFraction: 0.25,
  });
  const progress: unknown[] = [];
  await statistics(ragged(tensor, [20]), { onProgress: (p) => progress.push(p) });
  expect(progress).toEqual([
    { bytes: 20, total: 32 },
    { bytes: 32, total: 32 },
  ]);
  expect(await statistics(f32())).toEqual({
    count: 0,
    min: NaN,
    max: NaN,
    mean: NaN,
    std: NaN,
    nan: 0,
    infinite: 0,
    zeroFraction: 0,
  });
  const whole = toSource({ dtype: "i64", shape: [2], data: BigInt64Array.of(-4n, 8n) }, "t");
  expect(await statistics(whole)).toMatchObject({ min: -4, max: 8, mean: 2, std: 6 });
});
