import { describe, expect, test } from "vitest";
import { interpret } from "../interpret/interpret.ts";
import { writeModel } from "../protobuf/write-model.ts";
import {
  type GoldenOptions,
  type GradientGolden,
  gradientGoldens,
  gradientModel,
  toInt64,
} from "../testing/gradient-goldens.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { GRADIENTS } from "./gradient-rules.ts";
import { batchNormTraining } from "./layers/batch-norm-training.ts";
import { crossEntropy } from "./losses/cross-entropy.ts";
import { labelWeights } from "./losses/label-weights.ts";
import { squaredError } from "./losses/squared-error.ts";

/** Operators whose whole numbers may be known only when the graph runs. */
const DYNAMIC = ["Gather", "GatherElements", "Slice"];
const MAKERS: Readonly<Record<string, (golden: GradientGolden) => GoldenOptions["make"]>> = {
  Silu:
    () =>
    (g, [x]) => [g.silu(x!)],
  BatchNormTraining: (golden) => {
    const { epsilon, momentum } = golden.attributes as { epsilon: number; momentum: number };
    return (g, [x, weight, bias, mean, variance]) => {
      const parts = { weight: weight!, bias: bias!, mean: mean!, variance: variance! };
      return [batchNormTraining(g, x!, parts, { epsilon, momentum }).y];
    };
  },
  CrossEntropy:
    ({ attributes }) =>
    (g, [logits, labels, classWeights]) => {
      const ignoredLabel = attributes.ignore_index as number;
      const labelSmoothing = attributes.label_smoothing as number;
      const losses = crossEntropy(g, logits!, labels!, { labelSmoothing, classWeights, ignoredLabel });
      const weights = labelWeights(g, labels!, { classWeights, ignoredLabel, dtype: logits!.dtype });
      return [g.div(g.reduceSum(losses, [0]), g.reduceSum(weights, [0]))];
    },
  MeanSquaredError:
    () =>
    (g, [found, wanted]) => {
      const losses = squaredError(g, found!, wanted!);
      return [losses.shape.length === 0 ? losses : g.reduceMean(losses, [0])];
    },
};
/** Where a slice ends is not known before it runs, what shape it then has is. */
const reshapedSlice =
  ({ outputs: [{ shape }] }: GradientGolden): GoldenOptions["make"] =>
  (g, operands) => [g.reshape(g.op("Slice", operands), shape)];
const cases = gradientGoldens
  .filter(({ kind, op }) => (kind === "operator" ? GRADIENTS.has(op) : op in MAKERS))
  .flatMap((golden) =>
    (DYNAMIC.includes(golden.op) ? [false, true] : [false]).map((asInputs) => ({ golden, asInputs })),
  )
  .map(({ golden, asInputs }) => [`${golden.id}${asInputs ? " as it runs" : ""}`, golden, asInputs] as const);

/** Numbers of 8 that differ by 0.02: what float32 rounds off their mean is 2e-5 of a deviation. */
const WIDER: Readonly<Record<string, number>> = { "LayerNormalization 8": 1e-4 };

const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);

describe.each(cases)("%s", (_, golden, asInputs) => {
  const make = asInputs && golden.op === "Slice" ? reshapedSlice(golden) : MAKERS[golden.op]?.(golden);

  test("has PyTorch's gradients to 1e-12", () => {
    const { model, values, by } = gradientModel(golden, { dtype: "float64", make, asInputs });
    const results = interpret(model, values);
    expect(Math.abs(Number(results.loss.data[0]) - golden.loss)).toBeLessThan(
      1e-12 * Math.max(1, Math.abs(golden.loss)),
    );
    for (const i of by) {
      const wanted = golden.gradients[i]!;
      expect(results[`d${i}`].shape).toEqual(golden.inputs[i]!.shape);
      const gaps = wanted.map((value, at) => Math.abs(Number(results[`d${i}`].data[at]) - value));
      expect(Math.max(0, ...gaps) / largest(wanted)).toBeLessThan(1e-12);
    }
  });

  test("has the interpreter's gradients to 1e-5 of the largest, or of 1, in onnxruntime's float32", async () => {
    const { model, values, by } = gradientModel(golden, { dtype: "float32", make, asInputs });
    const mine = interpret(model, values);
    const inputs = Object.entries(values).map(([name, { shape, data }]) => {
      const isFloat = golden.inputs[Number(name.slice(1))]!.dtype !== "int64";
      const given = isFloat ? Float32Array.from(data) : BigInt64Array.from(data, (value) => BigInt(toInt64(value)));
      return [name, { shape, data: given }];
    });
    const theirs = await runOnnxruntime(writeModel(model), Object.fromEntries(inputs));
    for (const i of by) {
      const wanted = mine[`d${i}`].data;
      expect(theirs[`d${i}`].shape).toEqual(mine[`d${i}`].shape);
      const gaps = theirs[`d${i}`].data.map((value, at) => Math.abs(value - Number(wanted[at])));
      expect(Math.max(0, ...gaps) / Math.max(1, largest(wanted))).toBeLessThan(WIDER[golden.id] ?? 1e-5);
    }
  });
});
