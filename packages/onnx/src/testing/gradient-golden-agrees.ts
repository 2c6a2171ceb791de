import { expect } from "vitest";
import { interpret } from "../interpret/interpret.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { type GoldenOptions, type GradientGolden, gradientModel } from "./gradient-goldens.ts";
import { runOnnxruntime } from "./run-onnxruntime.ts";

/**
 * Expects PyTorch's gradients of a case to 1e-12 in the interpreter's float64, and the interpreter's to 1e-5 of the largest of each, or of 1,
 * in onnxruntime's float32.
 */
export async function gradientGoldenAgrees(golden: GradientGolden, make?: GoldenOptions["make"]): Promise<void> {
  const exact = gradientModel(golden, { dtype: "float64", make });
  const mine = interpret(exact.model, exact.values);
  const single = gradientModel(golden, { dtype: "float32", make });
  const inputs = Object.entries(single.values).map(([name, { shape, data }]) => [
    name,
    { shape, data: Float32Array.from(data) },
  ]);
  const theirs = await runOnnxruntime(writeModel(single.model), Object.fromEntries(inputs));
  for (const i of exact.by) {
    const { shape, data } = mine[`d${i}`];
    const wanted = golden.gradients[i]!;
    const size = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    expect(shape).toEqual(golden.inputs[i]!.shape);
    expect(gap(data as ArrayLike<number>, wanted) / size).toBeLessThan(1e-12);
    expect(theirs[`d${i}`].shape).toEqual(shape);
    expect(gap(theirs[`d${i}`].data, wanted) / Math.max(1, size)).toBeLessThan(1e-5);
  }
}

function gap(found: ArrayLike<number>, wanted: readonly number[]): number {
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(Number(found[i]) - value)), 0);
}
