import { expect, test } from "vitest";
import { readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { buildGraph } from "../../build/build-graph.ts";
import { interpret } from "../../interpret/interpret.ts";
import { writeModel } from "../../protobuf/write-model.ts";
import { formulaNumbers, type GradientGolden } from "../../testing/gradient-goldens.ts";
import { runOnnxruntime } from "../../testing/run-onnxruntime.ts";
import { gradients } from "../gradients.ts";
import { batchNormTraining } from "./batch-norm-training.ts";

type Golden = GradientGolden & { running_mean: number[]; running_var: number[] };
const goldens = readVectors<{ cases: Golden[] }>("gradient-rules").cases.filter(({ op }) => op === "BatchNormTraining");

test.each(goldens.map((golden) => [golden.id, golden] as const))(
  "%s leaves PyTorch's running statistics",
  (_, golden) => {
    const { epsilon, momentum } = golden.attributes as { epsilon: number; momentum: number };
    for (const batch of [golden.inputs[0]!.shape[0], "batch"]) {
      const g = buildGraph("statistics");
      const inputs = golden.inputs.map((input, i) => ({
        shape: input!.shape,
        data: formulaNumbers(`${golden.id} x${i}`, input!.shape, input!.scale!, input!.shift!),
      }));
      const [x, weight, bias, mean, variance] = inputs.map(({ shape }, i) =>
        g.input(`x${i}`, "float64", i === 0 ? [batch, ...shape.slice(1)] : shape),
      );
      const trained = batchNormTraining(g, x, { weight, bias, mean, variance }, { epsilon, momentum });
      g.output("mean", trained.mean);
      g.output("variance", trained.variance);
      const found = interpret(g.finish(), Object.fromEntries(inputs.slice(0, 5).map((input, i) => [`x${i}`, input])));
      golden.running_mean.forEach((wanted, i) => {
        expect(Number(found.mean.data[i])).toBeCloseTo(wanted, 12);
        expect(Number(found.variance.data[i])).toBeCloseTo(golden.running_var[i], 12);
      });
    }
  },
);

test("numbers far from zero keep their variance in float32, and gradients their size", async () => {
  const g = buildGraph("far");
  const x = g.input("x", "float32", [64, 1, 4]);
  const [one, zero] = [g.constant("float32", [1], [1]), g.constant("float32", [1], [0])];
  const { y, variance } = batchNormTraining(
    g,
    x,
    { weight: one, bias: zero, mean: zero, variance: one },
    { momentum: 1 },
  );
  const [dx] = gradients(g, g.reduceSum(g.mul(y, g.mul(y, y)), [0, 1, 2]), [x]);
  for (const [name, value] of Object.entries({ y, variance, dx })) g.output(name, value);
  const data = Float32Array.from({ length: 256 }, (_, i) => 512 + Math.round(64 * Math.sin(i)) / 128);
  const [mine, theirs] = [
    interpret(g.finish(), { x: { shape: [64, 1, 4], data } }),
    await runOnnxruntime(writeModel(g.finish()), { x: { shape: [64, 1, 4], data } }),
  ];
  for (const name of ["y", "variance", "dx"]) {
    const size = Math.max(...Array.from(mine[name].data, (value) => Math.abs(Number(value))));
    theirs[name].data.forEach((value, i) => {
      expect(Math.abs(value - Number(mine[name].data[i])) / size).toBeLessThan(1e-3);
    });
  }
});
