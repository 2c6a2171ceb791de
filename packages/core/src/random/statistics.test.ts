import { describe, expect, test } from "vitest";
import { normals } from "./normals.ts";
import { purposes } from "./purposes.ts";
import { uniforms } from "./uniforms.ts";

/*
 * Seeds are fixed, so these either pass for ever or fail for ever. Each bound is the two-sided critical value at a
 * significance of 1e-4 from the statistic's distribution under the null hypothesis.
 */
const Z = 3.8906;
const N = 1_000_000;
const draws = normals(20261121, { index: 0, length: N });

function meanOf(values: ArrayLike<number>, f: (x: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += f(values[i]);
  return sum / values.length;
}

/** The normal distribution function by Marsaglia's series, "Evaluating the normal distribution", 2004. */
function phi(x: number): number {
  let sum = x;
  let term = x;
  for (let n = 3; Math.abs(term) > 1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum / a.length;
}

describe("a million normals", () => {
  test("have the moments of the standard normal distribution", () => {
    const mean = meanOf(draws, (x) => x);
    const variance = meanOf(draws, (x) => (x - mean) ** 2);
    const skewness = meanOf(draws, (x) => ((x - mean) / Math.sqrt(variance)) ** 3);
    const excess = meanOf(draws, (x) => ((x - mean) ** 2 / variance) ** 2) - 3;
    expect(Math.abs(mean)).toBeLessThan(Z * Math.sqrt(1 / N));
    expect(Math.abs(variance - 1)).toBeLessThan(Z * Math.sqrt(2 / N));
    expect(Math.abs(skewness)).toBeLessThan(Z * Math.sqrt(6 / N));
    expect(Math.abs(excess)).toBeLessThan(Z * Math.sqrt(24 / N));
  });

  test("pass the Kolmogorov-Smirnov test", () => {
    const sorted = draws.slice().sort();
    let distance = 0;
    for (let i = 0; i < N; i++) {
      const p = phi(sorted[i]);
      distance = Math.max(distance, p - i / N, (i + 1) / N - p);
    }
    expect(distance).toBeLessThan(Math.sqrt(-Math.log(1e-4 / 2) / 2 / N));
  });

  test("have the tails that a million should", () => {
    for (const threshold of [3, 4, 4.5]) {
      const p = 2 * (1 - phi(threshold));
      const count = draws.reduce((n, x) => n + (Math.abs(x) > threshold ? 1 : 0), 0);
      expect(Math.abs(count - N * p)).toBeLessThan(Z * Math.sqrt(N * p * (1 - p)));
    }
    expect(meanOf(draws, Math.abs)).toBeCloseTo(Math.sqrt(2 / Math.PI), 2);
  });

  test("are not correlated with themselves at any small lag, nor are their squares", () => {
    const squares = draws.map((x) => (x * x - 1) / Math.SQRT2);
    for (const series of [draws, squares]) {
      for (const lag of [1, 2, 3, 4, 5, 7, 8, 64, 192, 4096, 12288]) {
        const n = N - lag;
        expect(Math.abs(correlation(series.subarray(0, n), series.subarray(lag)))).toBeLessThan(Z / Math.sqrt(n));
      }
    }
  });
});

test("neighbouring indices, seeds and purposes are not correlated", () => {
  const length = 100_000;
  const base = normals(7, { index: 0, length });
  const others = [
    normals(7, { index: 1, length }),
    normals(7, { index: 2 ** 31, length }),
    normals(8, { index: 0, length }),
    normals(6, { index: 0, length }),
    normals(7 + 2 ** 32, { index: 0, length }),
    normals(7, { index: 0, purpose: purposes.weights, length }),
  ];
  for (const other of others) expect(Math.abs(correlation(base, other))).toBeLessThan(Z / Math.sqrt(length));
});

test("the counters of index and of block are not correlated where they trade places", () => {
  const byIndex = Array.from({ length: 25_000 }, (_, i) => normals(9, { index: i + 1, length: 1 })[0]);
  const byBlock = normals(9, { index: 0, length: 100_004 }).filter((_, i) => i > 0 && i % 4 === 0);
  expect(Math.abs(correlation(Float32Array.from(byIndex), byBlock))).toBeLessThan(Z / Math.sqrt(25_000));
});

describe("a million uniforms", () => {
  const values = uniforms(3, { index: 4, length: N });

  /** Pearson's statistic against equal frequencies; bounds by Wilson and Hilferty's transformation to a normal. */
  function chiSquareScore(bins: number, place: (i: number) => number, count: number): number {
    const observed = new Float64Array(bins);
    for (let i = 0; i < count; i++) observed[place(i)]++;
    const expected = count / bins;
    const statistic = observed.reduce((sum, o) => sum + (o - expected) ** 2 / expected, 0);
    const freedom = bins - 1;
    const spread = 2 / (9 * freedom);
    return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
  }

  test("fall evenly into 256 bins, from their upper and from their lower bits", () => {
    expect(Math.abs(chiSquareScore(256, (i) => Math.floor(values[i] * 256), N))).toBeLessThan(Z);
    expect(Math.abs(chiSquareScore(256, (i) => Math.floor(values[i] * 2 ** 32) % 256, N))).toBeLessThan(Z);
  });

  test("fall evenly into a 32 by 32 table by pairs, in each pair of lanes", () => {
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]) {
      const cell = (i: number) => Math.floor(values[4 * i + a] * 32) * 32 + Math.floor(values[4 * i + b] * 32);
      expect(Math.abs(chiSquareScore(1024, cell, N / 4 - 1))).toBeLessThan(Z);
    }
  });
});
