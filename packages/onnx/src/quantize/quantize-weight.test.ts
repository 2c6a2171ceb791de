import { describe, expect, test } from "vitest";
import { float32, readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { type QuantizedType, quantizationScale, quantizedRange } from "./quantization-scale.ts";
import { quantizeWeight } from "./quantize-weight.ts";

interface Case {
  name: string;
  dtype: QuantizedType;
  symmetric: boolean;
  reduced: boolean;
  scale: number;
  zero: number;
  whole: number[];
}

const { rows, cases } = readVectors<{ rows: Record<string, string>; cases: Case[] }>("quantize-weights");

describe("onnxruntime.quantization's numbers", () => {
  test.each(cases)("$name as $dtype, symmetric $symmetric, reduced $reduced", (golden) => {
    const row = float32(rows[golden.name]);
    const { dtype, symmetric, reduced } = golden;
    const { tensor, scales, zeros } = quantizeWeight(makeTensor("float32", [row.length], row), dtype, {
      symmetric,
      reduced,
    });
    expect({ scales, zeros }).toEqual({ scales: [golden.scale], zeros: [golden.zero] });
    expect([...tensorValues(tensor)]).toEqual(golden.whole);
  });
});

test("each index of an axis has the scale that it would have alone", () => {
  const names = ["normal", "zeros", "outlier"];
  const values = names.map((name) => float32(rows[name]));
  const alone = values.map((row) => quantizeWeight(makeTensor("float32", [64], row), "int8", { symmetric: true }));
  const stacked = makeTensor(
    "float32",
    [3, 64],
    values.flatMap((row) => [...row]),
  );
  const byRow = quantizeWeight(stacked, "int8", { axis: 0, symmetric: true });
  expect(byRow.scales).toEqual(alone.flatMap(({ scales }) => scales));
  expect([...tensorValues(byRow.tensor)]).toEqual(alone.flatMap(({ tensor }) => [...tensorValues(tensor)]));
  const columns = Array.from({ length: 64 }, (_, i) => values.map((row) => row[i])).flat();
  const byColumn = quantizeWeight(makeTensor("float32", [64, 3], columns), "int8", { axis: 1, symmetric: true });
  expect(byColumn.scales).toEqual(byRow.scales);
});

test("a symmetric uint8 is int8 about 128, also in 7 bits", () => {
  const row = float32(rows.outlier);
  for (const reduced of [false, true]) {
    const of = (dtype: QuantizedType) =>
      quantizeWeight(makeTensor("float32", [64], row), dtype, { symmetric: true, reduced });
    const { zeros } = of("uint8");
    expect(zeros).toEqual([reduced ? 64 : 128]);
    if (!reduced) {
      expect([...tensorValues(of("uint8").tensor)].map((value) => value - 128)).toEqual([
        ...tensorValues(of("int8").tensor),
      ]);
    }
  }
  expect(quantizedRange("uint8", { symmetric: true, reduced: true })).toEqual({ lowest: 1, highest: 127 });
});

test("a scale is no smaller than it may be", () => {
  const tensor = makeTensor("float32", [2, 1], [0.5, 100]);
  const { scales } = quantizeWeight(tensor, "int8", { axis: 0, symmetric: true, atLeast: (i) => [0.25, 0.25][i] });
  expect(scales).toEqual([0.25, Math.fround(100 / 127)]);
});

test("0 is exact in every range", () => {
  for (const [min, max] of [
    [-1, 3],
    [0.5, 2],
    [-9, -3],
    [0, 6],
  ]) {
    for (const dtype of ["int8", "uint8"] as const) {
      const { scale, zero } = quantizationScale({ min, max }, dtype);
      const { lowest, highest } = quantizedRange(dtype);
      expect(Number.isInteger(zero) && zero >= lowest && zero <= highest).toBe(true);
      expect((highest - zero) * scale).toBeGreaterThanOrEqual(max - scale);
      expect((lowest - zero) * scale).toBeLessThanOrEqual(min + scale);
    }
  }
});
