import { normals, uniforms } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { matrixSign } from "./matrix-sign.ts";

const sign = (values: ArrayLike<number>, rows: number) =>
  matrixSign({ rows, columns: values.length / rows, blocks: () => [Float64Array.from(values)] });

test.each(Array.from({ length: 20 }, (_, index) => index))("matrices as they begin are random, %i", async (index) => {
  const normal = normals(3, { index, length: 96 * 32 });
  const uniform = uniforms(4, { index, length: 96 * 32 }).map((value) => 2 * value - 1);
  expect(await sign(normal, 96)).toBe("random");
  expect(await sign(uniform, 96)).toBe("random");
  expect(await sign(uniform, 32)).toBe("random");
  // Cut at two deviations, as torch's trunc_normal_ does in effect.
  const cut = [...normals(5, { index, length: 4 * 96 * 32 })].filter((value) => Math.abs(value) < 2).slice(0, 96 * 32);
  expect(await sign(cut, 96)).toBe("random");
});

test("rows or columns of other sizes, a mean or heavy tails are learnt", async () => {
  const values = normals(3, { index: 0, length: 96 * 32 });
  expect(
    await sign(
      values.map((value, i) => value * (1 + 0.5 * (Math.floor(i / 32) % 2))),
      96,
    ),
  ).toBe("learnt");
  expect(
    await sign(
      values.map((value, i) => value * (1 + 0.5 * (i % 2))),
      96,
    ),
  ).toBe("learnt");
  expect(
    await sign(
      values.map((value) => value + 0.2),
      96,
    ),
  ).toBe("learnt");
  expect(
    await sign(
      values.map((value) => value ** 3),
      96,
    ),
  ).toBe("learnt");
});

test("equal numbers are constants, and few tell nothing", async () => {
  expect(await sign(new Float64Array(2048), 32)).toBe("constant");
  expect(await sign(new Float64Array(2048).fill(0.5), 32)).toBe("constant");
  expect(await sign(new Float64Array(1000), 20)).toBeUndefined();
  expect(await sign(new Float64Array(4096), 8)).toBeUndefined();
  expect(await sign(new Float64Array(4096), 512)).toBeUndefined();
});

test("blocks may end anywhere", async () => {
  const values = Float64Array.from(normals(3, { index: 0, length: 96 * 32 }));
  const blocks = () => [values.subarray(0, 7), values.subarray(7, 1000), values.subarray(1000)];
  expect(await matrixSign({ rows: 96, columns: 32, blocks })).toBe("random");
});
