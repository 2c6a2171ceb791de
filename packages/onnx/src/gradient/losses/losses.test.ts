import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { buildGraph, type GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { interpret } from "../../interpret/interpret.ts";
import { makeTensor } from "../../model/make-tensor.ts";
import { writeModel } from "../../protobuf/write-model.ts";
import { checkGradient } from "../../testing/check-gradient.ts";
import { runOnnxruntime } from "../../testing/run-onnxruntime.ts";
import { gradients } from "../gradients.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { labelWeights } from "./label-weights.ts";
import { squaredError } from "./squared-error.ts";

const [n, classes] = [4, 5];
const labels = [3, 0, 3, 1];
const weights = [0.5, 2, 1, 1.5, 0.25];
const onehot = labels.flatMap((label) => Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0)));
const int64 = (g: GraphBuilder, values: readonly number[]) => g.constant("int64", [values.length], values);

describe("crossEntropy", () => {
  const by = (make: (g: GraphBuilder, logits: Value) => Value) =>
    checkGradient({ shapes: [[n, classes]], make: (g, [logits]) => make(g, logits), fill: (_, i) => Math.sin(i) * 3 });

  test.each([0, 0.1, 1])("of probabilities that are 0 or 1 is that of labels, with smoothing %d", (labelSmoothing) => {
    for (const isWeighted of [false, true]) {
      const options = (g: GraphBuilder) => ({
        labelSmoothing,
        ...(isWeighted && { classWeights: g.constant("float64", [classes], weights) }),
      });
      const one = by((g, logits) => crossEntropy(g, logits, int64(g, labels), options(g)));
      const other = by((g, logits) => crossEntropy(g, logits, g.constant("float64", [n, classes], onehot), options(g)));
      one[0].forEach((value, i) => {
        expect(value).toBeCloseTo(other[0][i], 12);
      });
    }
  });

  test("has gradients by the probabilities too", () => {
    checkGradient({
      shapes: [
        [n, classes],
        [n, classes],
      ],
      make: (g, [logits, target]) => crossEntropy(g, logits, target),
    });
  });

  test("stays exact for logits of 10,000 in float32, with sides by name", async () => {
    const g = buildGraph("large");
    const logits = g.input("logits", "float32", ["n", "classes"]);
    const target = g.input("labels", "int64", ["n"]);
    const loss = crossEntropy(g, logits, target, { labelSmoothing: 0.25 });
    const [by] = gradients(g, g.reduceSum(loss, [0]), [logits]);
    expect(by.shape).toEqual(["n", "classes"]);
    g.output("loss", loss);
    g.output("by", by);
    const inputs = {
      logits: { shape: [3, 2], data: Float32Array.of(1e4, -1e4, 1e4, -1e4, 0, 1e4) },
      labels: { shape: [3], data: BigInt64Array.of(0n, 1n, -100n) },
    };
    const model = g.finish();
    const results = await runOnnxruntime(writeModel(model), inputs);
    // A smoothed target is 1/8 of the other class: 0.125 * 20,000 of the right one, 0.875 of it of the wrong one.
    expect(results.loss.data.map((value) => value + 0)).toEqual([2500, 17500, 0]);
    expect(results.by.data).toEqual([0.125, -0.125, 0.875, -0.875, 0, 0]);
    expect([...interpret(model, inputs).loss.data].map((value) => Number(value) + 0)).toEqual([2500, 17500, 0]);
  });

  test("refuses a smoothing beyond 1", async () => {
    const g = buildGraph("refused");
    const logits = g.input("logits", "float32", [n, classes]);
    const call = (labelSmoothing: number) => () => crossEntropy(g, logits, int64(g, labels), { labelSmoothing });
    for (const share of [-0.1, 1.5, Number.NaN])
      expect(await errorOf(call(share))).toMatchObject({ code: "wrong-operand-value", value: share });
  });
});

test("labelWeights are float32 ones unless told", () => {
  const g = buildGraph("weights");
  const value = labelWeights(g, int64(g, [1, -100]));
  expect(value).toMatchObject({ dtype: "float32", shape: [2] });
  g.output("w", value);
  g.output(
    "chosen",
    labelWeights(g, int64(g, labels), { classWeights: g.weight("classes", makeTensor("float32", [classes], weights)) }),
  );
  const { w, chosen } = interpret(g.finish(), {});
  expect([...w.data]).toEqual([1, 0]);
  expect([...chosen.data]).toEqual([1.5, 0.5, 1.5, 2]);
});

describe("squaredError", () => {
  test.each([17, 20])("has gradients by both, at opset %i", (opset) => {
    checkGradient({
      shapes: [
        [2, 3, 2],
        [2, 3, 2],
      ],
      make: (g, [a, b]) => squaredError(g, a, b),
      opset,
    });
    checkGradient({ shapes: [[3], [3]], make: (g, [a, b]) => squaredError(g, a, b), opset });
  });

  test("is a mean over sides that only have names too", () => {
    const g = buildGraph("named");
    const [a, b] = ["a", "b"].map((name) => g.input(name, "float32", ["n", "c", "w"]));
    g.output("loss", squaredError(g, a, b));
    const value = (factor: number) => ({ shape: [2, 2, 3], data: Array.from({ length: 12 }, (_, i) => factor * i) });
    const { loss } = interpret(g.finish(), { a: value(1), b: value(2) });
    expect([...loss.data]).toEqual([55 / 6, 451 / 6]);
  });
});
