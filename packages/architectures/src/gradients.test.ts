import { interpret, tensorValues } from "@tiny-cats/onnx";
import { describe, expect, test } from "vitest";
import { formula } from "../../../tooling/golden/fill.ts";
import { canonicalTensors } from "./canonical-tensors.ts";
import { detect } from "./detect.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import type { GraphDtype } from "./graph-options.ts";
import { loadTensors } from "./load-tensors.ts";
import { formulaTensor } from "./testing/formula-tensors.ts";
import { parseKey, visionGolden } from "./testing/golden.ts";
import { type GradientStep, gradientStep } from "./testing/gradient-step.ts";
import { inMemory } from "./testing/in-memory.ts";
import { runOnnxruntime } from "./testing/run-graph.ts";

const [batch, side] = [4, 33];
/** The smallest of each kind: a residual network of bottlenecks and one without, MobileNets with and without squeeze and excitation. */
const cases = [5, 6, 9, 11].map((i) => {
  const golden = visionGolden.cases[i];
  return [`${golden.architecture} (${i})`, golden] as const;
});
const modes = ["trained", "fixed", "folded"] as const;

async function stepOf(golden: (typeof cases)[number][1], mode: (typeof modes)[number], dtype: GraphDtype) {
  const keys = golden.keys.map(parseKey);
  const source = await inMemory(new Map(keys.map(([name, shape]) => [name, formulaTensor(name, shape)])));
  const detected = await detect(source, { config: { ...golden.config, image_size: side } });
  const { architecture } = detected;
  const kept = await loadTensors(await canonicalTensors(detected), { dtype: dtype === "float64" ? dtype : undefined });
  const { config, weights } =
    mode === "folded" ? foldBatchNorm(architecture, detected.config, kept) : { config: detected.config, weights: kept };
  const model = architecture.graph(config, weights, { dtype, opset: 20 });
  const labels = model.graph.outputs.find(({ name }) => name === "logits")!.type.shape!.at(-1) as number;
  return gradientStep(model, { dtype, batch, side, labels, batchNorm: mode === "trained" ? "trained" : "fixed" });
}

/** Values of a step's inputs, a picture that leaves no activation so near its kink that float32 decides otherwise; the weights moved along a direction by formula. */
function inputsOf({ trained }: GradientStep, along = 0) {
  const pixels = {
    shape: [batch, 3, side, side],
    data: Float64Array.from(formula("input 2", batch * 3 * side * side, 4)),
  };
  const weights = [...trained].map(([name, tensor]) => {
    const direction = formula(`along ${name}`, tensorValues(tensor).length, 0.25);
    return [name, { shape: tensor.shape, data: tensorValues(tensor).map((value, i) => value + along * direction[i]) }];
  });
  return Object.fromEntries([["pixel_values", pixels], ...weights]) as Record<
    string,
    { shape: readonly number[]; data: Float64Array }
  >;
}

describe.each(cases)("gradients of %s", (_, golden) => {
  test.each(modes)(
    "with batch norm %s are those of differences in float64, and onnxruntime's",
    async (mode) => {
      const exact = await stepOf(golden, mode, "float64");
      const run = (along: number) => interpret(exact.model, inputsOf(exact, along));
      const mine = run(0);
      const step = 1e-7;
      const wanted = (Number(run(step).loss.data[0]) - Number(run(-step).loss.data[0])) / (2 * step);
      let slope = 0;
      for (const [name, { shape }] of exact.trained) {
        const { data } = mine[`d.${name}`];
        const direction = formula(
          `along ${name}`,
          shape.reduce((a, b) => a * b, 1),
          0.25,
        );
        for (let i = 0; i < data.length; i++) slope += Number(data[i]) * direction[i];
      }
      expect(Math.abs(slope / wanted - 1)).toBeLessThan(1e-5);

      const single = await stepOf(golden, mode, "float32");
      const inputs = Object.entries(inputsOf(single)).map(([name, { shape, data }]) => [
        name,
        { shape, data: Float32Array.from(data) },
      ]);
      const theirs = await runOnnxruntime(single.model, Object.fromEntries(inputs));
      let [gap, size] = [0, 0];
      for (const name of exact.trained.keys()) {
        Array.from(mine[`d.${name}`].data, Number).forEach((value, i) => {
          gap += (value - theirs[`d.${name}`][i]) ** 2;
          size += value ** 2;
        });
      }
      expect(Math.sqrt(gap / size)).toBeLessThan(1e-4);
      const running = golden.keys.map((key) => parseKey(key)[0]).filter((key) => /running_(mean|var)$/.test(key));
      expect(single.statistics).toHaveLength(mode === "trained" ? running.length : 0);
      expect(single.statistics.every((name) => /\.running_(mean|var)$/.test(name))).toBe(true);
    },
    60_000,
  );
});
