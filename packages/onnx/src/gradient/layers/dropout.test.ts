import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../../build/build-graph.ts";
import { interpret } from "../../interpret/interpret.ts";
import type { Model } from "../../model/model.ts";
import { writeModel } from "../../protobuf/write-model.ts";
import type { Dim } from "../../shape/dim.ts";
import { elements } from "../../shape/elements.ts";
import { runOnnxruntime } from "../../testing/run-onnxruntime.ts";
import { gradients } from "../gradients.ts";
import { dropout } from "./dropout.ts";

function model(shape: readonly Dim[], ratio: number, segments = 1): Model {
  const g = buildGraph("dropout");
  const x = g.input("x", "float32", shape);
  const y = dropout(g, x, ratio, g.input("seed", "int64", []));
  expect(y.shape).toEqual(shape);
  const all = shape.map((_, axis) => axis);
  g.output("y", y);
  g.output("dx", gradients(g, g.reduceSum(y, all), [x], { segments })[0]);
  return g.finish();
}

const inputsOf = (shape: readonly number[], seed: number) => ({
  x: { shape, data: new Float32Array(elements(shape)).fill(1) },
  seed: { shape: [], data: BigInt64Array.of(BigInt(seed)) },
});

/** Which elements of ones stay. */
function kept(shape: readonly number[], ratio: number, seed: number): number[] {
  return [...interpret(model(shape, ratio), inputsOf(shape, seed)).y.data].map((value) => (Number(value) ? 1 : 0));
}

/** How many standard deviations a count of independent choices is from its mean. */
const deviations = (count: number, of: number, p: number) => Math.abs(count - of * p) / Math.sqrt(of * p * (1 - p));
const agreeing = (a: readonly number[], b: readonly number[]) => a.filter((value, i) => value === b[i]).length;

test.each([
  [[64, 300], ["n", 300], 0],
  [[64, 300], ["n", 300], 2 ** 53 - 1],
  [[3, 5, 7, 4], ["n", 5, 7, 4], 41],
  [[513], ["n"], 3],
] as const)(
  "chooses the same in onnxruntime and here, with sides by name as by number: %j %j seed %i",
  async (shape, named, seed) => {
    const inputs = inputsOf(shape, seed);
    const [numbered, byName] = [model(shape, 0.1), model(named, 0.1)];
    const mine = interpret(numbered, inputs);
    for (const given of [numbered, byName]) {
      const theirs = await runOnnxruntime(writeModel(given), inputs);
      const there = theirs.y.data.map((value) => (value ? 1 : 0));
      expect(there).toEqual([...mine.y.data].map((value) => (Number(value) ? 1 : 0)));
      // The way back has the same choice and the same factor.
      expect(theirs.dx.data).toEqual(theirs.y.data);
      expect(theirs.y.data.find((value) => value !== 0)).toBeCloseTo(1 / 0.9, 6);
    }
  },
);

test.each([0.1, 0.5, 0.85])("keeps 1 - %d of the elements, of every seed, row and column", (ratio) => {
  const [rows, columns] = [60, 300];
  const share = 1 - ratio;
  const seeds = [0, 1, 2, 1234567, 2 ** 40, 2 ** 53 - 1];
  for (const seed of seeds) {
    const mask = kept([rows, columns], ratio, seed);
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(deviations(sum(mask), mask.length, share)).toBeLessThan(4);
    // Chi-squared of rows and of columns, as deviations from its own mean.
    const chi = (counts: readonly number[], of: number) => {
      const total = sum(counts.map((count) => (count - of * share) ** 2 / (of * share * ratio)));
      return Math.abs(total - counts.length) / Math.sqrt(2 * counts.length);
    };
    const inRows = Array.from({ length: rows }, (_, i) => sum(mask.slice(i * columns, (i + 1) * columns)));
    const inColumns = Array.from({ length: columns }, (_, j) => sum(mask.filter((_, at) => at % columns === j)));
    expect(chi(inRows, columns)).toBeLessThan(5);
    expect(chi(inColumns, rows)).toBeLessThan(5);
  }
});

test("chooses independently of neighbours, of the next seeds and of seeds that look alike", () => {
  const [rows, columns] = [60, 300];
  const size = rows * columns;
  const mask = kept([rows, columns], 0.5, 77);
  for (const gap of [1, 2, 3, columns - 1, columns, columns + 1, 2 * columns]) {
    expect(deviations(agreeing(mask.slice(gap), mask), size - gap, 0.5)).toBeLessThan(4);
  }
  for (const seed of [0, 76, 78, 79, 154, 77 + 2 ** 26 - 5, 77 + 2 ** 26, 77 + 2 ** 32, 77 + 2 ** 52]) {
    expect(deviations(agreeing(mask, kept([rows, columns], 0.5, seed)), size, 0.5)).toBeLessThan(4);
  }
  // Corners of rectangles: a parity of four that pairs don't show.
  let even = 0;
  for (let i = 0; i + 1 < rows; i += 2) {
    for (let j = 0; j + 1 < columns; j += 2) {
      const at = i * columns + j;
      even += (mask[at] + mask[at + 1] + mask[at + columns] + mask[at + columns + 1]) % 2 === 0 ? 1 : 0;
    }
  }
  expect(deviations(even, size / 4, 0.5)).toBeLessThan(4);
});

test("keeps an element as often as it should over 2,000 seeds in a row", () => {
  const numbered = model([10], 0.5);
  const counts = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 2000; seed++) {
    interpret(numbered, inputsOf([10], seed)).y.data.forEach((value: number | bigint, i: number) => {
      counts[i] += value ? 1 : 0;
    });
  }
  for (const count of counts) expect(deviations(count, 2000, 0.5)).toBeLessThan(4);
});

test("leaves x alone at a ratio of 0, and refuses 1", async () => {
  const g = buildGraph("bounds");
  const [x, seed] = [g.input("x", "float32", [2]), g.input("seed", "int64", [])];
  expect(dropout(g, x, 0, seed)).toBe(x);
  for (const ratio of [1, -0.1, Number.NaN])
    expect(await errorOf(() => dropout(g, x, ratio, seed))).toMatchObject({
      code: "wrong-operand-value",
      value: ratio,
    });
});
